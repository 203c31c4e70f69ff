package dev.penstock.contracts.shard;

import dev.penstock.contracts.Queues;
import dev.penstock.contracts.completion.CompletionRequest;
import dev.penstock.contracts.completion.CompletionResult;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Calls the provider within the pool's quota; runs on the pool's own task queues ({@link Queues#llm}). */
@ActivityInterface
public interface LlmActivity {
    /** Calls the requests of a slice; safe to run again, because requests with a result in the result log are not called again. */
    @ActivityMethod(name = "Llm.complete")
    SliceReceipt complete(SliceInput input);

    @ActivityMethod(name = "Llm.completeOne")
    CompletionResult completeOne(CompletionRequest request);
}
