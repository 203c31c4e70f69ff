/** {@code /v1/batches}: OpenAI's batches, which are ours. */
@NullMarked
package dev.penstock.service.batches;

import org.jspecify.annotations.NullMarked;
