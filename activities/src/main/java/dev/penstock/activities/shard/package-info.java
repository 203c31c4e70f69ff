/** Runs the slices of a shard, each with all its requests at once. */
@NullMarked
package dev.penstock.activities.shard;

import org.jspecify.annotations.NullMarked;
