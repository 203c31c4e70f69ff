/** Keys of the response cache, and which requests and responses it may hold. */
@NullMarked
package dev.penstock.store.cache;

import org.jspecify.annotations.NullMarked;
