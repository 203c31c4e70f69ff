/** The {@code Batch} workflow: plans, runs the shards, assembles. */
@NullMarked
package dev.penstock.workflows.batch;

import org.jspecify.annotations.NullMarked;
