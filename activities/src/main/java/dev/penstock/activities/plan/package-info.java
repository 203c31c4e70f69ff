/** Decides how an input is cut into shards and slices, and for which pools. */
@NullMarked
package dev.penstock.activities.plan;

import org.jspecify.annotations.NullMarked;
