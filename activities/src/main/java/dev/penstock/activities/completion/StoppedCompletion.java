package dev.penstock.activities.completion;

import dev.penstock.contracts.Usage;
import dev.penstock.contracts.completion.CompletionResult;

/** Creates the result of a completion that was not called, because its process stops. */
final class StoppedCompletion {
    private static final String BODY =
            "{\"error\":{\"code\":\"stopping\",\"message\":\"the server is shutting down\"}}";

    private StoppedCompletion() {}

    static CompletionResult result(int attempts) {
        return new CompletionResult(0, BODY, null, Usage.NONE, attempts, 0);
    }
}
