/** The store: where the files of batches lie, and the formats of their lines. */
@NullMarked
package dev.penstock.store;

import org.jspecify.annotations.NullMarked;
