package dev.penstock.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.contracts.Usage;

/**
 * Reads the usage that an answer reports. Figures that cannot be true, such as negative ones, count as not reported, so that
 * the answer counts with the most that it may have cost.
 */
final class ReportedUsage {
    /** More tokens than any answer has; sums of such figures over a batch do not overflow. */
    private static final long MOST = 1_000_000_000;

    private static final long ABSURD = -1;

    private ReportedUsage() {}

    static Usage of(JsonNode answer) {
        JsonNode usage = answer.path("usage");
        long input = first(usage, "/prompt_tokens", "/input_tokens");
        long cached = first(usage, "/prompt_tokens_details/cached_tokens", "/input_tokens_details/cached_tokens");
        long output = first(usage, "/completion_tokens", "/output_tokens");
        long reasoning =
                first(usage, "/completion_tokens_details/reasoning_tokens", "/output_tokens_details/reasoning_tokens");
        boolean isText = answer.has("choices") || answer.has("output");
        boolean isPart = isText && isMissing(usage, "completion_tokens", "output_tokens")
                || usage.isObject() && isMissing(usage, "prompt_tokens", "input_tokens");
        if (isPart || Math.min(Math.min(input, cached), Math.min(output, reasoning)) == ABSURD) {
            return Usage.NONE;
        }
        // Some providers don't count reasoning tokens as output, which only their total shows.
        boolean isBeside = reasoning > 0 && usage.path("total_tokens").asLong(0) == input + output + reasoning;
        return new Usage(input, Math.min(cached, input), isBeside ? output + reasoning : output, reasoning);
    }

    /** Returns whether a figure has no number under either name; null beside another number says nothing. */
    private static boolean isMissing(JsonNode usage, String name, String otherName) {
        return !usage.hasNonNull(name) && !usage.hasNonNull(otherName);
    }

    private static long first(JsonNode usage, String path, String otherPath) {
        JsonNode given = usage.at(path);
        JsonNode figure = given.isMissingNode() || given.isNull() ? usage.at(otherPath) : given;
        if (figure.isNumber() && !figure.canConvertToLong()) {
            return ABSURD;
        }
        long tokens = figure.asLong(0);
        return tokens < 0 || tokens > MOST ? ABSURD : tokens;
    }
}
