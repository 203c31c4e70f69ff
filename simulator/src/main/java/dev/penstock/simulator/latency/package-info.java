/** The latency of answers: arithmetic only. */
@NullMarked
package dev.penstock.simulator.latency;

import org.jspecify.annotations.NullMarked;
