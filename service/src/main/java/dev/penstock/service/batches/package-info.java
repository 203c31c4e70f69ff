/** The endpoint {@code /v1/batches}: OpenAI's Batch API on Penstock's batches. */
@NullMarked
package dev.penstock.service.batches;

import org.jspecify.annotations.NullMarked;
