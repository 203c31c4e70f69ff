/** Encryption of what Temporal keeps in histories. */
@NullMarked
package dev.penstock.client.history;

import org.jspecify.annotations.NullMarked;
