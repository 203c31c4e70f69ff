/** Answers that are there already, and so need not be paid again. */
@NullMarked
package dev.penstock.activities.reuse;

import org.jspecify.annotations.NullMarked;
