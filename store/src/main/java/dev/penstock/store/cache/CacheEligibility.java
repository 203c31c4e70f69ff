package dev.penstock.store.cache;

import com.fasterxml.jackson.databind.JsonNode;

/** Decides which requests may be answered from the cache, and which responses may be cached. */
public final class CacheEligibility {
    private static final String RESPONSES = "/v1/responses";

    private CacheEligibility() {}

    /** Tells whether a cached response will do: not for a stream, nor for stored responses, conversations or background work. */
    public static boolean isReusable(JsonNode body) {
        return !body.path("store").asBoolean()
                && !body.path("stream").asBoolean()
                && !body.path("background").asBoolean()
                && !body.hasNonNull("conversation");
    }

    /** Tells whether a response may be cached: complete and successful, and not a promise of a later result. */
    public static boolean isWhole(String url, int status, JsonNode answer) {
        return status == 200
                && answer.isObject()
                && !answer.hasNonNull("error")
                && (!url.equals(RESPONSES)
                        || answer.path("status").asText("completed").equals("completed"));
    }
}
