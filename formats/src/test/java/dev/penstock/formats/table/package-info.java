/** Tests. */
@NullMarked
package dev.penstock.formats.table;

import org.jspecify.annotations.NullMarked;
