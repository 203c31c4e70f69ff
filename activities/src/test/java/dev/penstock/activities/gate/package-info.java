@NullMarked
package dev.penstock.activities.gate;

import org.jspecify.annotations.NullMarked;
