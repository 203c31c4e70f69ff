/** The {@code Batch} workflow: plans a batch, runs its shards, and assembles the results. */
@NullMarked
package dev.penstock.workflows.batch;

import org.jspecify.annotations.NullMarked;
