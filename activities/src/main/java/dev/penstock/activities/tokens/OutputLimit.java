package dev.penstock.activities.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Computes how many tokens all answers of a request may have together, from numbers that may be any. */
public final class OutputLimit {
    /** The most output tokens that are counted for one request: more than any model writes, and too few to overflow a sum. */
    public static final long MOST = Integer.MAX_VALUE;

    /** The fields that limit an answer, by endpoint; a provider ignores those of another endpoint. */
    private static final Map<String, List<String>> LIMITS = Map.of(
            "/v1/chat/completions",
            List.of("max_completion_tokens", "max_tokens"),
            "/v1/responses",
            List.of("max_output_tokens"),
            "/v1/completions",
            List.of("max_tokens"),
            "/v1/messages",
            List.of("max_tokens"));

    private OutputLimit() {}

    /** Returns the most tokens that all answers of a request may have, as the request limits them; empty if it does not. */
    public static OptionalLong of(String url, JsonNode body) {
        long longest = 0;
        long perhaps = 0;
        for (String field : fields(url)) {
            JsonNode limit = body.path(field);
            if (limit.isNumber() && limit.canConvertToExactIntegral()) {
                longest = Math.max(longest, limit.canConvertToLong() ? limit.longValue() : MOST);
            } else {
                // A fraction, or a number as text: some servers take it for a limit, others for none.
                perhaps = Math.max(perhaps, limit.asLong(0));
            }
        }
        return longest < 1
                ? OptionalLong.empty()
                : OptionalLong.of(times(Math.max(longest, perhaps), answers(url, body)));
    }

    /** Returns the most tokens of a request's answers, of which each has at most this many. */
    public static long times(long longest, long answers) {
        return longest > MOST / answers ? MOST : longest * answers;
    }

    /** Returns how many answers a request is billed for: 1 to {@link #MOST}. */
    public static long answers(String url, JsonNode body) {
        long each = Math.max(number(body.path("n")), number(body.path("best_of")));
        JsonNode prompt = body.path("prompt");
        boolean several = url.equals("/v1/completions")
                && prompt.isArray()
                && !prompt.path(0).isNumber();
        return several ? times(each, Math.max(1, prompt.size())) : each;
    }

    /** Returns whether a limit stands for no limit, as 0 and -1 do for some servers (llama.cpp, LM Studio). */
    static boolean isNone(JsonNode limit) {
        return limit.isIntegralNumber() && limit.canConvertToInt() && (limit.intValue() == 0 || limit.intValue() == -1);
    }

    /** Returns the names of the fields that limit an answer of this endpoint. */
    static List<String> fields(String url) {
        return LIMITS.getOrDefault(url, List.of());
    }

    private static long number(JsonNode field) {
        return field.isNumber() && !field.canConvertToLong() ? MOST : Math.clamp(field.asLong(1), 1, MOST);
    }
}
