/** Tests of what a line means. */
@NullMarked
package dev.penstock.store;

import org.jspecify.annotations.NullMarked;
