/** Reads, checks and cuts the input of a batch, and plans what is left of it. */
@NullMarked
package dev.penstock.activities.batch.planning;

import org.jspecify.annotations.NullMarked;
