/** The {@code ProviderBatch} workflow: takes one part of a batch through the provider's batch API. */
@NullMarked
package dev.penstock.workflows.providerbatch;

import org.jspecify.annotations.NullMarked;
