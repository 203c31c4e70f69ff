/** The options of the simulator and their changes while it runs. */
@NullMarked
package dev.penstock.simulator.options;

import org.jspecify.annotations.NullMarked;
