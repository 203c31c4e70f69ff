/** Checks answers against JSON schemas of others, which are not trusted: neither their references nor their patterns. */
@NullMarked
package dev.penstock.activities.answer.schema;

import org.jspecify.annotations.NullMarked;
