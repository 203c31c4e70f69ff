package dev.penstock.starter.cli.completion;

import dev.penstock.contracts.completion.CompletionResult;
import java.util.concurrent.CompletableFuture;

/** A completion that this process has started and waits for. */
interface AskedCompletion {
    CompletableFuture<CompletionResult> answer();

    /** Ends the completion, because nobody waits for it any more. */
    void giveUp(String reason);
}
