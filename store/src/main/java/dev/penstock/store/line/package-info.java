/** Reads lines of text with their numbers and byte offsets. */
@NullMarked
package dev.penstock.store.line;

import org.jspecify.annotations.NullMarked;
