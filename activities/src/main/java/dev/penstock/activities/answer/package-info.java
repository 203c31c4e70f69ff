/** What is asked of answers, beyond that they are answers: that they are JSON, and match a schema. */
@NullMarked
package dev.penstock.activities.answer;

import org.jspecify.annotations.NullMarked;
