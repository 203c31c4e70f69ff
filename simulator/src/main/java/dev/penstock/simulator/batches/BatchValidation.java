package dev.penstock.simulator.batches;

import dev.penstock.simulator.answers.AnswerOptions;
import dev.penstock.simulator.options.BatchApiOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The result of checking all lines of a batch before the first is answered, as OpenAI does. */
record BatchValidation(List<Problem> problems, int requests, long tokens, String model) {
    private static final int LISTED = 20;

    /**
     * A reason why a batch fails.
     *
     * @param line the number of the line, counted from 1 without blank lines; null = the whole file
     */
    record Problem(String code, String message, @Nullable Integer line) {}

    BatchValidation and(Problem problem) {
        List<Problem> more = new ArrayList<>(problems);
        more.add(problem);
        return new BatchValidation(more, requests, tokens, model);
    }

    static BatchValidation of(BatchOrder order, BatchApiOptions options, AnswerOptions answers) {
        List<Problem> problems = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        String model = "";
        long tokens = 0;
        int number = 0;
        try (BufferedReader lines = Files.newBufferedReader(order.input().content())) {
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                if (text.isBlank()) {
                    continue;
                }
                number++;
                try {
                    BatchLine line = BatchLine.read(text, order);
                    String named = line.call().model();
                    model = model.isEmpty() ? named : model;
                    if (!ids.add(line.customId())) {
                        throw new BatchLine.Invalid("duplicate_custom_id", "The custom_id was used before.");
                    }
                    if (!model.equals(named)) {
                        throw new BatchLine.Invalid("mismatched_model", "All lines need the same model.");
                    }
                    if (!answers.knows(named)) {
                        throw new BatchLine.Invalid("model_not_found", "Unknown model " + named + ".");
                    }
                    tokens += line.call().usage(answers).promptTokens();
                } catch (BatchLine.Invalid invalid) {
                    if (problems.size() < LISTED) {
                        problems.add(new Problem(invalid.code(), String.valueOf(invalid.getMessage()), number));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (number == 0) {
            problems.add(new Problem("empty_file", "The input file has no requests.", null));
        }
        if (number > options.maxRequests()) {
            problems.add(new Problem(
                    "too_many_tasks", "The batch has more than " + options.maxRequests() + " requests.", null));
        }
        if (order.input().bytes() > options.maxBytes()) {
            problems.add(
                    new Problem("file_too_large", "The file is larger than " + options.maxBytes() + " bytes.", null));
        }
        return new BatchValidation(problems, number, tokens, model);
    }
}
