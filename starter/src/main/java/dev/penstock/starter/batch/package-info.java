/** Batches as those see them who start and watch them. */
@NullMarked
package dev.penstock.starter.batch;

import org.jspecify.annotations.NullMarked;
