@NullMarked
package dev.penstock.limits.share;

import org.jspecify.annotations.NullMarked;
