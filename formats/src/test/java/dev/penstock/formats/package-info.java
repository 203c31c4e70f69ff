/** Tests. */
@NullMarked
package dev.penstock.formats;

import org.jspecify.annotations.NullMarked;
