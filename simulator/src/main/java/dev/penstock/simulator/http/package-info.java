/** The HTTP server and the endpoints in front of the simulated provider. */
@NullMarked
package dev.penstock.simulator.http;

import org.jspecify.annotations.NullMarked;
