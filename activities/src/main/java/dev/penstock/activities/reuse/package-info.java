/** Reuses answers, so that they are not paid for again: the answer cache and duplicates within a batch. */
@NullMarked
package dev.penstock.activities.reuse;

import org.jspecify.annotations.NullMarked;
