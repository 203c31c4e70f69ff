/** Usage and cost of batches and single completions. */
@NullMarked
package dev.penstock.activities.usage;

import org.jspecify.annotations.NullMarked;
