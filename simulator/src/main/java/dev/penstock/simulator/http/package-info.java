/** HTTP in front of the provider. */
@NullMarked
package dev.penstock.simulator.http;

import org.jspecify.annotations.NullMarked;
