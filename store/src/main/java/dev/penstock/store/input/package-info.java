/** Which input files a batch may read, and how they are opened. */
@NullMarked
package dev.penstock.store.input;

import org.jspecify.annotations.NullMarked;
