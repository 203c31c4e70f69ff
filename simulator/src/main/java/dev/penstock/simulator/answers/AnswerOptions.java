package dev.penstock.simulator.answers;

import java.util.List;

/** How long answers are (0 = as they come), and which models exist (none named = any). */
public record AnswerOptions(int outputTokens, List<String> models) {
    public static final AnswerOptions DEFAULT = new AnswerOptions(0, List.of());

    public AnswerOptions {
        if (outputTokens < 0) {
            throw new IllegalArgumentException("the number of output tokens cannot be negative");
        }
        models = List.copyOf(models);
    }

    public boolean knows(String model) {
        return models.isEmpty() || models.contains(model);
    }
}
