/** The simulator's JSON mapper, which writes names in snake case and durations as text. */
@NullMarked
package dev.penstock.simulator.json;

import org.jspecify.annotations.NullMarked;
