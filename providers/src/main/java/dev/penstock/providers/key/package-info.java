/** Keys that are renewed while calls run: read again from a file or a command. */
@NullMarked
package dev.penstock.providers.key;

import org.jspecify.annotations.NullMarked;
