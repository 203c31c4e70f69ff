/** The simulated provider, independent of HTTP, and its decisions about calls. */
@NullMarked
package dev.penstock.simulator.provider;

import org.jspecify.annotations.NullMarked;
