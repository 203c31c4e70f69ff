package dev.penstock.simulator.answers;

import java.util.List;

/**
 * The length of answers and the models that exist.
 *
 * @param outputTokens the length of each answer in tokens; 0 = the length of the made-up text
 * @param models the names of the models that exist; empty = any name
 */
public record AnswerOptions(int outputTokens, List<String> models) {
    public static final AnswerOptions DEFAULT = new AnswerOptions(0, List.of());

    private static final int MOST_TOKENS = 1_000_000;

    public AnswerOptions {
        if (outputTokens < 0 || outputTokens > MOST_TOKENS) {
            throw new IllegalArgumentException("the number of output tokens must be between 0 and " + MOST_TOKENS);
        }
        models = List.copyOf(models);
    }

    public boolean knows(String model) {
        return models.isEmpty() || models.contains(model);
    }
}
