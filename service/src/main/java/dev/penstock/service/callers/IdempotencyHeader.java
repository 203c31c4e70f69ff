package dev.penstock.service.callers;

import dev.penstock.service.errors.ApiFailure;

/** The header {@code Idempotency-Key}: a request repeated with its key is not processed again. */
public final class IdempotencyHeader {
    private static final int LONGEST = 255;

    private IdempotencyHeader() {}

    /**
     * Checks the length of a key.
     *
     * @throws ApiFailure 400 for a key that is blank or too long
     */
    public static void check(String key) {
        if (key.isBlank() || key.length() > LONGEST) {
            throw ApiFailure.invalid(
                    "an Idempotency-Key must have 1 to %d characters".formatted(LONGEST),
                    null,
                    "invalid_idempotency_key");
        }
    }

    /** Returns the error for a key that was used before with a different request. */
    public static ApiFailure reused() {
        return ApiFailure.invalid("this Idempotency-Key was used for another request", null, "idempotency_key_reused");
    }
}
