/** What can go wrong, how often, and on whose demand: arithmetic only. */
@NullMarked
package dev.penstock.simulator.faults;

import org.jspecify.annotations.NullMarked;
