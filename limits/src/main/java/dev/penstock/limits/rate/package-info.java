/** The rate limiter of one pool in one process: which call may start, and none before when. */
@NullMarked
package dev.penstock.limits.rate;

import org.jspecify.annotations.NullMarked;
