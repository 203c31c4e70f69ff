/** Watching and steering pools: their state, quotas and pauses. */
@NullMarked
package dev.penstock.client.pool;

import org.jspecify.annotations.NullMarked;
