/** What models cost. */
@NullMarked
package dev.penstock.activities.prices;

import org.jspecify.annotations.NullMarked;
