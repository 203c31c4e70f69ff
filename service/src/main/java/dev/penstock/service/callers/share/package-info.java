/** The limits per minute of API keys, which all API processes of a store share. */
@NullMarked
package dev.penstock.service.callers.share;

import org.jspecify.annotations.NullMarked;
