package dev.penstock.service.completions;

import dev.penstock.service.callers.ApiCaller;
import dev.penstock.service.callers.IdempotencyHeader;
import dev.penstock.store.ContentDigest;

/**
 * Makes the same request, sent again, the same completion.
 *
 * @param workflowId by tenant and key
 * @param content of the request, hashed
 */
record IdempotencyKey(String workflowId, String content) {
    private static final int DIGITS = 32;

    static IdempotencyKey of(String key, ApiCaller caller, CompletionCall asked) {
        IdempotencyHeader.check(key);
        String owner = caller.tenant() == null ? "" : caller.tenant();
        return new IdempotencyKey(
                "completion/" + hash(owner.length() + ":" + owner + key), hash(asked.path() + " " + asked.body()));
    }

    private static String hash(String text) {
        ContentDigest digest = new ContentDigest();
        digest.add(text);
        return digest.hex().substring(0, DIGITS);
    }
}
