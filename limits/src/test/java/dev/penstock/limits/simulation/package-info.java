/** The real rate limiter and governor under a virtual clock, against simulated providers. */
@NullMarked
package dev.penstock.limits.simulation;

import org.jspecify.annotations.NullMarked;
