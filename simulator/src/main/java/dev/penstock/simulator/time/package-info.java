/** Durations as Go writes them, which is how OpenAI's headers do. */
@NullMarked
package dev.penstock.simulator.time;

import org.jspecify.annotations.NullMarked;
