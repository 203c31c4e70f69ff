/** The {@code Shard} workflow: sends the slices of a shard through the stages. */
@NullMarked
package dev.penstock.workflows.shard;

import org.jspecify.annotations.NullMarked;
