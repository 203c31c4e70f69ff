/** Completions one by one: OpenAI's endpoints, streamed or whole, and simpler ones. */
@NullMarked
package dev.penstock.service.completions;

import org.jspecify.annotations.NullMarked;
