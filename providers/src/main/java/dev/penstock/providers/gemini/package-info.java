/** Gemini, by its endpoint with OpenAI's API: errors of its own, and quotas of a day. */
@NullMarked
package dev.penstock.providers.gemini;

import org.jspecify.annotations.NullMarked;
