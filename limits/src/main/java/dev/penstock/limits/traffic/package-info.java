/** What this process sees of a pool, as its governor wants to hear it, and what it holds of the pool's queue. */
@NullMarked
package dev.penstock.limits.traffic;

import org.jspecify.annotations.NullMarked;
