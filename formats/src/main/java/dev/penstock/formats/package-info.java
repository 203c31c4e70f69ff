/** Reads inputs in the supported formats and turns them into requests, line by line. */
@NullMarked
package dev.penstock.formats;

import org.jspecify.annotations.NullMarked;
