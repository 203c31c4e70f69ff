/** All that can be told to the simulator. */
@NullMarked
package dev.penstock.simulator.options;

import org.jspecify.annotations.NullMarked;
