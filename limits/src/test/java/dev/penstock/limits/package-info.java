@NullMarked
package dev.penstock.limits;

import org.jspecify.annotations.NullMarked;
