/** Single completions: OpenAI's endpoints, streamed or whole, the simpler {@code /complete}, and the WebSocket {@code /stream}. */
@NullMarked
package dev.penstock.service.completions;

import org.jspecify.annotations.NullMarked;
