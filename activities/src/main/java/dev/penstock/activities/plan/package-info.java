/** Reads, checks and cuts the input, once, before anything is called. */
@NullMarked
package dev.penstock.activities.plan;

import org.jspecify.annotations.NullMarked;
