package dev.penstock.store.cache;

import com.fasterxml.jackson.databind.JsonNode;

/** Which requests may have another's answer. */
public final class CacheEligibility {
    private static final String RESPONSES = "/v1/responses";

    private CacheEligibility() {}

    /** Not one that leaves something behind at the provider: a stored answer, a conversation, work in the background. */
    public static boolean isReusable(JsonNode body) {
        return !body.path("store").asBoolean()
                && !body.path("stream").asBoolean()
                && !body.path("background").asBoolean()
                && !body.hasNonNull("conversation");
    }

    /** Whether an answer may be kept: whole and successful, not one that says that it comes later. */
    public static boolean isWhole(String url, int status, JsonNode answer) {
        return status == 200
                && answer.isObject()
                && !answer.hasNonNull("error")
                && (!url.equals(RESPONSES)
                        || answer.path("status").asText("completed").equals("completed"));
    }
}
