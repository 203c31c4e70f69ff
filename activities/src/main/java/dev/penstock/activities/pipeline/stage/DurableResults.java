package dev.penstock.activities.pipeline.stage;

import dev.penstock.contracts.FailureTypes;
import dev.penstock.store.StoreUnavailableException;
import io.temporal.failure.ApplicationFailure;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waits until appended results are durable. */
final class DurableResults {
    private DurableResults() {}

    /**
     * @throws ApplicationFailure {@code Hold} if the store has no room for a result
     */
    static void await(List<CompletableFuture<Void>> appended) {
        try {
            appended.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            if (e.getCause() instanceof StoreUnavailableException || e.getCause() instanceof UncheckedIOException) {
                throw ApplicationFailure.newNonRetryableFailure(
                        String.valueOf(e.getCause().getMessage()), FailureTypes.HOLD);
            }
            throw e;
        }
    }
}
