/** Results as tables: the rows that were sent, with their answers as further columns. */
@NullMarked
package dev.penstock.starter.table;

import org.jspecify.annotations.NullMarked;
