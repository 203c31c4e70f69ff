/** Reading lines of text with their places. */
@NullMarked
package dev.penstock.store.line;

import org.jspecify.annotations.NullMarked;
