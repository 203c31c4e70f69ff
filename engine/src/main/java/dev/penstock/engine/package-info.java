/** Finds a Temporal server, or starts one and looks after it. */
@NullMarked
package dev.penstock.engine;

import org.jspecify.annotations.NullMarked;
