package dev.penstock.starter.api.completions;

import dev.penstock.starter.api.callers.Caller;
import dev.penstock.starter.api.errors.ApiFailure;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Makes the same request, sent again, the same completion.
 *
 * @param workflowId by tenant and key
 * @param content of the request, hashed
 */
record IdempotencyKey(String workflowId, String content) {
    private static final int LONGEST = 255;

    static IdempotencyKey of(String key, Caller caller, Asked asked) {
        if (key.isBlank() || key.length() > LONGEST) {
            throw ApiFailure.invalid(
                    "an Idempotency-Key has 1 to %d characters".formatted(LONGEST), null, "invalid_idempotency_key");
        }
        String owner = caller.tenant() == null ? "" : caller.tenant();
        return new IdempotencyKey(
                "completion/" + hash(owner.length() + ":" + owner + key), hash(asked.path() + " " + asked.body()));
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
