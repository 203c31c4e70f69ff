/** Batches as those see them who start and watch them. */
@NullMarked
package dev.penstock.client.batch;

import org.jspecify.annotations.NullMarked;
