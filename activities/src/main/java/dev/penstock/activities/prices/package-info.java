/** Prices of models. */
@NullMarked
package dev.penstock.activities.prices;

import org.jspecify.annotations.NullMarked;
