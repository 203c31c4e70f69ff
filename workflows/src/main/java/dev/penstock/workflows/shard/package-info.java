/** The {@code Shard} workflow: sends slices through the stages. */
@NullMarked
package dev.penstock.workflows.shard;

import org.jspecify.annotations.NullMarked;
