/** Limits how many requests of a stage are called at once. */
@NullMarked
package dev.penstock.activities.permit;

import org.jspecify.annotations.NullMarked;
