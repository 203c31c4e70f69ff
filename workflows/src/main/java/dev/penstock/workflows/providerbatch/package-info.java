/** The {@code ProviderBatch} workflow: one part of a batch at the provider's batch API. */
@NullMarked
package dev.penstock.workflows.providerbatch;

import org.jspecify.annotations.NullMarked;
