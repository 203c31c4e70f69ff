/** One process's view of a pool: the traffic for the governor, the tasks in transit, and the pool's availability. */
@NullMarked
package dev.penstock.limits.traffic;

import org.jspecify.annotations.NullMarked;
