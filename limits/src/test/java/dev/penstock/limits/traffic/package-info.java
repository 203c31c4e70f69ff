@NullMarked
package dev.penstock.limits.traffic;

import org.jspecify.annotations.NullMarked;
