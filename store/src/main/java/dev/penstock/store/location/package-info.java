/** Where the store of a process is. */
@NullMarked
package dev.penstock.store.location;

import org.jspecify.annotations.NullMarked;
