@NullMarked
package dev.penstock.activities.answer.schema;

import org.jspecify.annotations.NullMarked;
