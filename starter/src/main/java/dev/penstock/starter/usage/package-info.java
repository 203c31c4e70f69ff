/** What was used and paid, over batches. */
@NullMarked
package dev.penstock.starter.usage;

import org.jspecify.annotations.NullMarked;
