/** Tests of what makes two requests the same. */
@NullMarked
package dev.penstock.store.cache;

import org.jspecify.annotations.NullMarked;
