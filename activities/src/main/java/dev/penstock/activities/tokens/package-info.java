/** Counts and estimates tokens before a call. */
@NullMarked
package dev.penstock.activities.tokens;

import org.jspecify.annotations.NullMarked;
