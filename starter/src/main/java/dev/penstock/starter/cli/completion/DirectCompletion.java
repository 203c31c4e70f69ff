package dev.penstock.starter.cli.completion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.completion.DirectCompletions;
import dev.penstock.activities.completion.LiveCall;
import dev.penstock.contracts.completion.CompletionRequest;
import dev.penstock.contracts.completion.CompletionResult;
import java.util.concurrent.CompletableFuture;

/** A completion that this process makes itself, and that ends with it. */
record DirectCompletion(LiveCall call) implements AskedCompletion {
    static DirectCompletion start(
            DirectCompletions completions, CompletionRequest request, ObjectNode body, LiveCall call) {
        Thread.ofVirtual().name("completion").start(() -> completions.run(request, body, call));
        return new DirectCompletion(call);
    }

    @Override
    public CompletableFuture<CompletionResult> answer() {
        return call.answer();
    }

    @Override
    public void giveUp(String reason) {
        call.leave();
    }
}
