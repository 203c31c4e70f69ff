/** Pipelines: batches whose requests go through several stages. */
@NullMarked
package dev.penstock.contracts.pipeline;

import org.jspecify.annotations.NullMarked;
