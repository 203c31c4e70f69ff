/** An OpenAI-compatible provider with configurable quotas, latency, faults and outages. */
@NullMarked
package dev.penstock.simulator;

import org.jspecify.annotations.NullMarked;
