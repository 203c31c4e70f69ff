/** Starting, watching, steering and describing batches. */
@NullMarked
package dev.penstock.client.batch;

import org.jspecify.annotations.NullMarked;
