/** Budgets, lent in parts to those who spend: arithmetic only, with time passed in. */
@NullMarked
package dev.penstock.limits.budget;

import org.jspecify.annotations.NullMarked;
