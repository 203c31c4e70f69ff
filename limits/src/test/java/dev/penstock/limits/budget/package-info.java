@NullMarked
package dev.penstock.limits.budget;

import org.jspecify.annotations.NullMarked;
