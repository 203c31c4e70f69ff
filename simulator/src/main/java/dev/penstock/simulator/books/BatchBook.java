package dev.penstock.simulator.books;

import dev.penstock.simulator.answers.BilledTokens;
import dev.penstock.simulator.answers.PromptHash;
import dev.penstock.simulator.books.SimulatorStats.Tokens;

/** Counts files, batches and the requests of batches. */
final class BatchBook {
    private final PromptBook prompts = new PromptBook();
    private int files;
    private int created;
    private int cancelled;
    private long answered;
    private long failed;
    private long leftOut;
    private long promptTokens;
    private long completionTokens;
    private int holding;

    void uploaded() {
        files++;
    }

    void created() {
        created++;
    }

    void cancelled() {
        cancelled++;
    }

    void holding(int more) {
        holding += more;
    }

    void admitted(long hash) {
        prompts.called(hash);
        prompts.admitted(hash);
    }

    void answered(String prompt, BilledTokens usage) {
        prompts.answered(PromptHash.of(prompt));
        answered++;
        promptTokens += usage.promptTokens();
        completionTokens += usage.completionTokens();
    }

    void failed() {
        failed++;
    }

    void leftOut() {
        leftOut++;
    }

    PromptCalls of(String prompt) {
        return prompts.of(PromptHash.of(prompt));
    }

    BatchStats stats() {
        return new BatchStats(
                files,
                created,
                cancelled,
                answered,
                failed,
                leftOut,
                new Tokens(promptTokens, completionTokens),
                new Tokens(promptTokens / 2, completionTokens / 2),
                holding);
    }
}
