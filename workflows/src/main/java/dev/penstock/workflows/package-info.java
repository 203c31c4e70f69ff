/** The order of things: workflow code, replayable, free of I/O, clocks and threads. */
@NullMarked
package dev.penstock.workflows;

import org.jspecify.annotations.NullMarked;
