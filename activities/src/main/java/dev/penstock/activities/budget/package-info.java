/** Keeps the calls of a slice within what it may cost. */
@NullMarked
package dev.penstock.activities.budget;

import org.jspecify.annotations.NullMarked;
