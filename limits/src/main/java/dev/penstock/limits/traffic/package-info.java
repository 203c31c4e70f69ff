/** What one process sees of a pool: the traffic it reports to the governor, the tasks on their way, the pool's state. */
@NullMarked
package dev.penstock.limits.traffic;

import org.jspecify.annotations.NullMarked;
