/** Runs single completions, whose callers wait for the answer. */
@NullMarked
package dev.penstock.activities.completion;

import org.jspecify.annotations.NullMarked;
