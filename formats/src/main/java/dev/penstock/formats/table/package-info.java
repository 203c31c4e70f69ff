/** Tables: the rows that a batch was made of, and the files in which they go back with their answers. */
@NullMarked
package dev.penstock.formats.table;

import org.jspecify.annotations.NullMarked;
