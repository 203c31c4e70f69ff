/** Joins a batch's results into its files, and adds up what they used. */
@NullMarked
package dev.penstock.activities.batch.assembly;

import org.jspecify.annotations.NullMarked;
