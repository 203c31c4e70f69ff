/** Joins a batch's results into its output files, and adds up what the results used. */
@NullMarked
package dev.penstock.activities.batch.assembly;

import org.jspecify.annotations.NullMarked;
