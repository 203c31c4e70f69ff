/** The meaning of a result log's lines, wherever they are kept. */
@NullMarked
package dev.penstock.store.log;

import org.jspecify.annotations.NullMarked;
