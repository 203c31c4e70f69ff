/** Tests. */
@NullMarked
package dev.penstock.store.file;

import org.jspecify.annotations.NullMarked;
