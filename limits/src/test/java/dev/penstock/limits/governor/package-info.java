@NullMarked
package dev.penstock.limits.governor;

import org.jspecify.annotations.NullMarked;
