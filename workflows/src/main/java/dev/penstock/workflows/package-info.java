/** Workflow code of all workflows: deterministic, and free of I/O, clocks and threads. */
@NullMarked
package dev.penstock.workflows;

import org.jspecify.annotations.NullMarked;
