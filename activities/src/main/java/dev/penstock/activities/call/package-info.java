/** The stack of a call: one request from the cache to the provider, layer by layer. */
@NullMarked
package dev.penstock.activities.call;

import org.jspecify.annotations.NullMarked;
