/** The faults and outages that the simulator injects by rate, plan or a script in the prompt: arithmetic only. */
@NullMarked
package dev.penstock.simulator.faults;

import org.jspecify.annotations.NullMarked;
