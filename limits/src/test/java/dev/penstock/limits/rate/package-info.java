@NullMarked
package dev.penstock.limits.rate;

import org.jspecify.annotations.NullMarked;
