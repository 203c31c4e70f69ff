/** What a provider is to its callers, and what can come of a call. */
@NullMarked
package dev.penstock.providers;

import org.jspecify.annotations.NullMarked;
