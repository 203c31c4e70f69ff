package dev.penstock.service.callers;

import dev.penstock.service.errors.ApiFailure;

/** {@code Idempotency-Key}: what was asked with it before is not done again. */
public final class IdempotencyHeader {
    private static final int LONGEST = 255;

    private IdempotencyHeader() {}

    /**
     * @throws ApiFailure 400 for one that is empty or too long
     */
    public static void check(String key) {
        if (key.isBlank() || key.length() > LONGEST) {
            throw ApiFailure.invalid(
                    "an Idempotency-Key has 1 to %d characters".formatted(LONGEST), null, "invalid_idempotency_key");
        }
    }

    /** The same key again, but with another request. */
    public static ApiFailure reused() {
        return ApiFailure.invalid("this Idempotency-Key was used for another request", null, "idempotency_key_reused");
    }
}
