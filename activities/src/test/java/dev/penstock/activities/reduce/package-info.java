@NullMarked
package dev.penstock.activities.reduce;

import org.jspecify.annotations.NullMarked;
