package dev.penstock.providers.anthropic;

/** Translates why an answer ended. */
final class FinishReason {
    private FinishReason() {}

    /**
     * Returns OpenAI's {@code finish_reason}.
     *
     * @param stopReason Anthropic's {@code stop_reason}
     */
    static String of(String stopReason) {
        return switch (stopReason) {
            case "max_tokens", "model_context_window_exceeded" -> "length";
            case "tool_use" -> "tool_calls";
            case "refusal" -> "content_filter";
            // end_turn, stop_sequence, pause_turn, and reasons that are not known yet
            default -> "stop";
        };
    }
}
