/** The rate limiter of one pool in one process: decides which call may start, and when. */
@NullMarked
package dev.penstock.limits.rate;

import org.jspecify.annotations.NullMarked;
