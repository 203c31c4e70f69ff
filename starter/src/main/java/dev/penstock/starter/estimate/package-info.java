/** Estimates the tokens, cost and time of a batch before it starts. */
@NullMarked
package dev.penstock.starter.estimate;

import org.jspecify.annotations.NullMarked;
