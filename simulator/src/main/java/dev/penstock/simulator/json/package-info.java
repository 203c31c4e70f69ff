/** The one JSON mapper: snake case, durations as text. */
@NullMarked
package dev.penstock.simulator.json;

import org.jspecify.annotations.NullMarked;
