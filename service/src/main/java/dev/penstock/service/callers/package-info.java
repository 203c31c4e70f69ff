/** Who asks, and what they may. */
@NullMarked
package dev.penstock.service.callers;

import org.jspecify.annotations.NullMarked;
