/** Errors of the API, in OpenAI's format. */
@NullMarked
package dev.penstock.service.errors;

import org.jspecify.annotations.NullMarked;
