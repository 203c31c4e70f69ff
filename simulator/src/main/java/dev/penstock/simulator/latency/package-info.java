/** How long an answer takes: arithmetic only. */
@NullMarked
package dev.penstock.simulator.latency;

import org.jspecify.annotations.NullMarked;
