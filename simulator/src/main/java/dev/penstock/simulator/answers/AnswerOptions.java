package dev.penstock.simulator.answers;

import java.util.List;

/** How long answers are (0 = as they come), and which models exist (none named = any). */
public record AnswerOptions(int outputTokens, List<String> models) {
    public static final AnswerOptions DEFAULT = new AnswerOptions(0, List.of());

    private static final int MOST_TOKENS = 1_000_000;

    public AnswerOptions {
        if (outputTokens < 0 || outputTokens > MOST_TOKENS) {
            throw new IllegalArgumentException("the number of output tokens lies between 0 and " + MOST_TOKENS);
        }
        models = List.copyOf(models);
    }

    public boolean knows(String model) {
        return models.isEmpty() || models.contains(model);
    }
}
