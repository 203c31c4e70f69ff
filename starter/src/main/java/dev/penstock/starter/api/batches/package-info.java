/** {@code /v1/batches}: OpenAI's batches, which are ours. */
@NullMarked
package dev.penstock.starter.api.batches;

import org.jspecify.annotations.NullMarked;
