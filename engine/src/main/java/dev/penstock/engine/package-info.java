/** Finds a Temporal server, or starts a dev server and supervises it. */
@NullMarked
package dev.penstock.engine;

import org.jspecify.annotations.NullMarked;
