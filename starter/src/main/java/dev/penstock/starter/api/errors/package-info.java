/** What goes wrong, in the form of OpenAI's errors. */
@NullMarked
package dev.penstock.starter.api.errors;

import org.jspecify.annotations.NullMarked;
