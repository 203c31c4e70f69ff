/** Watching and steering pools: what a pool's governor tells, and takes from operators. */
@NullMarked
package dev.penstock.client.pool;

import org.jspecify.annotations.NullMarked;
