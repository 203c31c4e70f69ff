/** What the lines of a result log mean, wherever they are kept. */
@NullMarked
package dev.penstock.store.log;

import org.jspecify.annotations.NullMarked;
