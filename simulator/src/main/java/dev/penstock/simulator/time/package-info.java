/** Durations in Go's format, which OpenAI's headers use. */
@NullMarked
package dev.penstock.simulator.time;

import org.jspecify.annotations.NullMarked;
