@NullMarked
package dev.penstock.activities.budget;

import org.jspecify.annotations.NullMarked;
