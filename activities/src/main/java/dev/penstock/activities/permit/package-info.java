/** How many requests of a stage may be called at once. */
@NullMarked
package dev.penstock.activities.permit;

import org.jspecify.annotations.NullMarked;
