/** Keeps slices and single completions within their budgets. */
@NullMarked
package dev.penstock.activities.budget;

import org.jspecify.annotations.NullMarked;
