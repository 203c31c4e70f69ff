/** Stages of a shard: which slice is called next, and how shards divide the stages' limits. */
@NullMarked
package dev.penstock.workflows.pipeline;

import org.jspecify.annotations.NullMarked;
