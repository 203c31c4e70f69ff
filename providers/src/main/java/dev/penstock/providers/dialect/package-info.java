/** The one place that knows all dialects, and makes the one that an account has. */
@NullMarked
package dev.penstock.providers.dialect;

import org.jspecify.annotations.NullMarked;
