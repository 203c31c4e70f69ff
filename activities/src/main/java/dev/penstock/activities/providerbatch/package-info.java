/** Runs batches through the provider's discounted batch API. */
@NullMarked
package dev.penstock.activities.providerbatch;

import org.jspecify.annotations.NullMarked;
