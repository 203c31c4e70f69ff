/** What batches used and cost, from their result logs. */
@NullMarked
package dev.penstock.activities.usage;

import org.jspecify.annotations.NullMarked;
