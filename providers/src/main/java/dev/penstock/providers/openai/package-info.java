/** OpenAI's HTTP API: requests, responses, streams, limits, errors and the batch API. */
@NullMarked
package dev.penstock.providers.openai;

import org.jspecify.annotations.NullMarked;
