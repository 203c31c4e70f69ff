/** The files in which tables go out. */
@NullMarked
package dev.penstock.formats.output;

import org.jspecify.annotations.NullMarked;
