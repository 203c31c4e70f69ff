/** Reduces a batch's answers to one, level by level. */
@NullMarked
package dev.penstock.activities.pipeline.reduce;

import org.jspecify.annotations.NullMarked;
