package dev.penstock.workflows.recording;

import dev.penstock.contracts.completion.CompletionRequest;
import dev.penstock.contracts.completion.CompletionWorkflow;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Single completions, awaited in the process that runs them, in another one, or by nobody. */
class RecordCompletions extends HistoryRecording {
    @Test
    void byAnyWorker() {
        record("completion", request(null, null, false));
    }

    @Test
    void awaitedHere() {
        record("completion-awaited", request("here", DESK, true));
    }

    @Test
    void awaitedInAnotherProcess() {
        record("completion-awaited-elsewhere", request("elsewhere", DESK, true));
    }

    @Test
    void whoseCallerLeft() {
        CompletionWorkflow completion = start("completion-left", request("left", DESK, true));
        until(
                "the answer",
                () -> count("completion/completion-left", HistoryEvent::hasTimerStartedEventAttributes) > 0);
        WorkflowStub.fromTyped(completion).cancel();
        awaitEnd(completion);
        save("completion-left", "completion/completion-left");
    }

    @Test
    void whoseProcessIsGone() {
        record("completion-orphaned", request("gone", "penstock-gone", true));
    }

    private void record(String name, CompletionRequest request) {
        awaitEnd(start(name, request));
        save(name, "completion/" + name);
    }

    private CompletionWorkflow start(String name, CompletionRequest request) {
        CompletionWorkflow completion = client.newWorkflowStub(CompletionWorkflow.class, options("completion/" + name));
        WorkflowClient.start(completion::run, request);
        return completion;
    }

    private static CompletionRequest request(@Nullable String stream, @Nullable String queue, boolean awaited) {
        return new CompletionRequest(
                Script.POOL,
                Map.of("model", "m"),
                Duration.ofMinutes(1),
                stream,
                queue,
                null,
                awaited ? Boolean.TRUE : null,
                "acme",
                2.0,
                null,
                null);
    }
}
