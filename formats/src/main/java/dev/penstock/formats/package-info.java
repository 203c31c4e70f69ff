/** What people bring as input, turned into requests line by line. */
@NullMarked
package dev.penstock.formats;

import org.jspecify.annotations.NullMarked;
