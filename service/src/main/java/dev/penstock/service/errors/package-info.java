/** What goes wrong, in the form of OpenAI's errors. */
@NullMarked
package dev.penstock.service.errors;

import org.jspecify.annotations.NullMarked;
