/** The provider itself, apart from HTTP: one call in, one verdict out. */
@NullMarked
package dev.penstock.simulator.provider;

import org.jspecify.annotations.NullMarked;
