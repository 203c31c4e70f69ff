package dev.penstock.service.batches;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.service.errors.ApiFailure;
import dev.penstock.store.Json;
import io.micronaut.http.HttpStatus;

/** Limits the size of a batch's specification, which is an argument of a workflow, limited by Temporal, and kept in memory. */
final class SpecificationSize {
    private static final int MAX_BYTES = 1_000_000;

    private SpecificationSize() {}

    /**
     * Checks the size.
     *
     * @throws ApiFailure 413 when the specification is too large
     */
    static void check(BatchSpec spec) {
        int bytes = bytes(spec);
        if (bytes > MAX_BYTES) {
            throw ApiFailure.of(
                    HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                    "a batch's options may have at most %d bytes, but have %d; move long texts into the prompts' fields"
                            .formatted(MAX_BYTES, bytes),
                    "invalid_request_error",
                    null,
                    "request_too_large");
        }
    }

    private static int bytes(BatchSpec spec) {
        try {
            return Json.MAPPER.writeValueAsBytes(spec).length;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
