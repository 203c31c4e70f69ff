/** Where a batch's files lie, and what a line of them means. */
@NullMarked
package dev.penstock.store;

import org.jspecify.annotations.NullMarked;
