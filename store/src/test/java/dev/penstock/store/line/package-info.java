/** Tests. */
@NullMarked
package dev.penstock.store.line;

import org.jspecify.annotations.NullMarked;
