/** Joins the results into the output files. */
@NullMarked
package dev.penstock.activities.assemble;

import org.jspecify.annotations.NullMarked;
