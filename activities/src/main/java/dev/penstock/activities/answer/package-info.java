/** Checks of answers beyond being answers: that they are JSON, and match a schema. */
@NullMarked
package dev.penstock.activities.answer;

import org.jspecify.annotations.NullMarked;
