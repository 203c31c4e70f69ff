/** Calling the provider: pools, what its answers mean, and what happens next. */
@NullMarked
package dev.penstock.activities.llm;

import org.jspecify.annotations.NullMarked;
