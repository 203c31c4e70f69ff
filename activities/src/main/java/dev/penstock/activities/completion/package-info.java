/** Single completions, for which somebody waits. */
@NullMarked
package dev.penstock.activities.completion;

import org.jspecify.annotations.NullMarked;
