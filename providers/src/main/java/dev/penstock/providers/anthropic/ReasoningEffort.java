package dev.penstock.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.providers.wire.UntranslatableRequestException;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Translates how much a model may reason. Newer models take an effort and decide themselves; models up to Claude 4.5 take a
 * number of tokens instead, which are part of {@code max_tokens} (platform.claude.com/docs/en/build-with-claude/thinking).
 */
final class ReasoningEffort {
    /** Models that know budgets and no {@code adaptive} thinking. */
    private static final Pattern WITH_BUDGET =
            Pattern.compile("claude-3-7-.*|claude-(opus|sonnet|haiku)-4(-[015])?(-\\d{8})?(-latest)?");

    /** The least that Anthropic takes as a budget. */
    private static final long LEAST_BUDGET = 1024;

    private static final Map<String, Long> BUDGETS =
            Map.of("minimal", LEAST_BUDGET, "low", 2048L, "medium", 8192L, "high", 24_576L, "xhigh", 32_768L);

    /** The tokens left for the answer when the request names no limit: as much as without reasoning. */
    private static final long ANSWER = ChatRequest.DEFAULT_MAX_TOKENS;

    private ReasoningEffort() {}

    static void translate(ObjectNode chat, ObjectNode request) {
        if (chat.hasNonNull("thinking")) {
            request.set("thinking", chat.path("thinking"));
            return;
        }
        if (!chat.hasNonNull("reasoning_effort")) {
            return;
        }
        String effort = chat.path("reasoning_effort").asText("");
        if (effort.equals("none")) {
            request.putObject("thinking").put("type", "disabled");
            return;
        }
        Long budget = BUDGETS.get(effort);
        if (budget == null) {
            throw new UntranslatableRequestException(
                    "reasoning_effort",
                    "reasoning_effort must be one of none, minimal, low, medium, high, xhigh, not '%s'"
                            .formatted(effort));
        }
        boolean isLimited = chat.hasNonNull("max_completion_tokens") || chat.hasNonNull("max_tokens");
        if (!isLimited) {
            request.put("max_tokens", budget + ANSWER);
        }
        if (WITH_BUDGET.matcher(request.path("model").asText("")).matches()) {
            budget(budget, request);
        } else {
            request.putObject("thinking").put("type", "adaptive");
            request.withObjectProperty("output_config").put("effort", effort.equals("minimal") ? "low" : effort);
        }
    }

    private static void budget(long wanted, ObjectNode request) {
        JsonNode most = request.path("max_tokens");
        if (most.asLong() <= LEAST_BUDGET) {
            throw new UntranslatableRequestException(
                    "reasoning_effort",
                    "reasoning_effort needs more than %,d max_tokens at Anthropic, of which reasoning is a part, not %s"
                            .formatted(LEAST_BUDGET, most));
        }
        // Where there is no room for an answer behind the whole budget, half of the limit is for the answer, if that
        // can be.
        boolean hasRoom = most.asLong() >= wanted + ANSWER;
        request.putObject("thinking")
                .put("type", "enabled")
                .put("budget_tokens", hasRoom ? wanted : Math.clamp(most.asLong() / 2, LEAST_BUDGET, wanted));
    }
}
