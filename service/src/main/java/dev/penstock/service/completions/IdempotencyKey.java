package dev.penstock.service.completions;

import dev.penstock.contracts.StoreId;
import dev.penstock.service.callers.ApiCaller;
import dev.penstock.service.callers.IdempotencyHeader;
import dev.penstock.store.ContentDigest;

/**
 * Identifies a completion by the caller's {@code Idempotency-Key}, so that a repeated request joins the earlier completion.
 *
 * @param workflowId the workflow id, derived from store, tenant and key
 * @param content a hash of the request, by which reuse of the key for a different request is detected
 */
record IdempotencyKey(String workflowId, String content) {
    private static final String PREFIX = "completion/";
    private static final int DIGITS = 32;

    static IdempotencyKey of(String key, StoreId store, ApiCaller caller, CompletionCall asked) {
        IdempotencyHeader.check(key);
        String owner = caller.tenant() == null ? "" : caller.tenant();
        return new IdempotencyKey(PREFIX + hash(store + " " + owner.length() + ":" + owner + key), content(asked));
    }

    /** Returns a hash of a request. */
    static String content(CompletionCall asked) {
        return hash(asked.path() + " " + asked.body());
    }

    /** Returns the hexadecimal digits of the workflow's id. */
    String digits() {
        return workflowId.substring(PREFIX.length());
    }

    private static String hash(String text) {
        ContentDigest digest = new ContentDigest();
        digest.add(text);
        return digest.hex().substring(0, DIGITS);
    }
}
