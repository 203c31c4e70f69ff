@NullMarked
package dev.penstock.activities.places;

import org.jspecify.annotations.NullMarked;
