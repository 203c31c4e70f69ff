/** Tests. */
@NullMarked
package dev.penstock.formats.output;

import org.jspecify.annotations.NullMarked;
