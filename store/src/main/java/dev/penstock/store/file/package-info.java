/** Implements the store as a folder on this machine's disk. */
@NullMarked
package dev.penstock.store.file;

import org.jspecify.annotations.NullMarked;
