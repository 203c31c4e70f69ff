/** Answers that are kept, so that the same request need not be paid again. */
@NullMarked
package dev.penstock.store.cache;

import org.jspecify.annotations.NullMarked;
