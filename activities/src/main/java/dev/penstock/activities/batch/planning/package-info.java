/** Reads, checks and cuts the input of a batch, and plans the work that is left. */
@NullMarked
package dev.penstock.activities.batch.planning;

import org.jspecify.annotations.NullMarked;
