package dev.penstock.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.contracts.BilledApart;
import dev.penstock.contracts.Usage;

/**
 * Reads the usage that an answer reports. Figures that cannot be true, such as negative ones, count as not reported, so that
 * the answer counts with the most that it may have cost.
 */
final class ReportedUsage {
    /** More tokens than any answer has; sums of such figures over a batch do not overflow. */
    private static final long MOST = 1_000_000_000;

    private static final long ABSURD = -1;

    private final JsonNode usage;
    private boolean isAbsurd;

    private ReportedUsage(JsonNode usage) {
        this.usage = usage;
    }

    static Usage of(JsonNode answer) {
        JsonNode usage = answer.path("usage");
        boolean isText = answer.has("choices") || answer.has("output");
        boolean isPart = isText && isMissing(usage, "completion_tokens", "output_tokens")
                || usage.isObject() && isMissing(usage, "prompt_tokens", "input_tokens");
        return isPart ? Usage.NONE : new ReportedUsage(usage).read();
    }

    private Usage read() {
        long cached = first(
                "/prompt_tokens_details/cached_tokens",
                "/input_tokens_details/cached_tokens",
                // Anthropic; DeepSeek.
                "/cache_read_input_tokens",
                "/prompt_cache_hit_tokens");
        long hour = first(
                "/cache_creation/ephemeral_1h_input_tokens",
                "/prompt_tokens_details/cache_creation_token_details/ephemeral_1h_input_tokens");
        // OpenRouter; LiteLLM; Anthropic.
        long written = first(
                "/prompt_tokens_details/cache_write_tokens",
                "/prompt_tokens_details/cache_creation_tokens",
                "/cache_creation_input_tokens");
        long input = first("/prompt_tokens", "/input_tokens");
        if (!usage.has("prompt_tokens") && usage.has("cache_read_input_tokens")) {
            // Anthropic's own format counts what the cache has beside the input.
            input += cached + written;
        }
        long output = first("/completion_tokens", "/output_tokens");
        long reasoning =
                first("/completion_tokens_details/reasoning_tokens", "/output_tokens_details/reasoning_tokens");
        Usage read = within(withBeside(output, input), input, cached, written, hour, reasoning);
        return isAbsurd ? Usage.NONE : read;
    }

    /** Returns the output with the reasoning that some providers, such as Gemini, count in the total only. */
    private long withBeside(long output, long input) {
        return isMissing(usage, "completion_tokens", "output_tokens")
                ? output
                : Math.max(output, first("/total_tokens") - input);
    }

    /** Returns the usage with parts that are together no more than the whole, of which the first ones take precedence. */
    private Usage within(long output, long input, long cached, long written, long hour, long reasoning) {
        Parts ofInput = new Parts(input);
        long fromCache = ofInput.take(cached);
        long forAnHour = ofInput.take(hour);
        long toCache = ofInput.take(Math.max(0, written - hour));
        long audio = ofInput.take(first("/prompt_tokens_details/audio_tokens", "/input_tokens_details/audio_tokens"));
        long image = ofInput.take(first("/prompt_tokens_details/image_tokens", "/input_tokens_details/image_tokens"));
        Parts ofOutput = new Parts(output);
        long thought = ofOutput.take(reasoning);
        long spoken =
                ofOutput.take(first("/completion_tokens_details/audio_tokens", "/output_tokens_details/audio_tokens"));
        long drawn =
                ofOutput.take(first("/completion_tokens_details/image_tokens", "/output_tokens_details/image_tokens"));
        return new Usage(
                input, fromCache, output, thought, new BilledApart(toCache, forAnHour, audio, image, spoken, drawn));
    }

    private static final class Parts {
        private long left;

        private Parts(long whole) {
            this.left = whole;
        }

        private long take(long part) {
            long taken = Math.clamp(part, 0, Math.max(0, left));
            left -= taken;
            return taken;
        }
    }

    /** Returns whether a figure has no number under either name; null beside another number says nothing. */
    private static boolean isMissing(JsonNode usage, String name, String otherName) {
        return !usage.hasNonNull(name) && !usage.hasNonNull(otherName);
    }

    private long first(String... paths) {
        for (String path : paths) {
            JsonNode figure = usage.at(path);
            if (!figure.isMissingNode() && !figure.isNull()) {
                long tokens = tokens(figure);
                isAbsurd |= tokens == ABSURD;
                return tokens;
            }
        }
        return 0;
    }

    private static long tokens(JsonNode figure) {
        if (figure.isNumber() && !figure.canConvertToLong()) {
            return ABSURD;
        }
        long tokens = figure.asLong(0);
        return tokens < 0 || tokens > MOST ? ABSURD : tokens;
    }
}
