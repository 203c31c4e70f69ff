/** Tests. */
@NullMarked
package dev.penstock.starter.table;

import org.jspecify.annotations.NullMarked;
