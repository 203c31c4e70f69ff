package dev.penstock.workflows.providerbatch;

import dev.penstock.contracts.MarkdownText;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.StoreId;
import dev.penstock.contracts.providerbatch.CollectedResults;
import dev.penstock.contracts.providerbatch.PartInput;
import dev.penstock.contracts.providerbatch.PartResult;
import dev.penstock.contracts.providerbatch.ProviderBatch;
import dev.penstock.workflows.ActivityFailures;
import dev.penstock.workflows.ActivityStubs;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Cancels a part's batch at the provider, waits for its end, and collects its results. */
final class PartCancellation {
    private final @Nullable StoreId store;
    private final PartInput input;
    private final Duration within;
    private final Receipt finished;
    private final PartReporter reporter;

    /**
     * Prepares a cancellation.
     *
     * @param store the store whose workers do the batch; null = those of shared queues
     * @param within how long to wait for the provider
     * @param finished the receipt of earlier submissions
     */
    PartCancellation(
            @Nullable StoreId store, PartInput input, Duration within, Receipt finished, PartReporter reporter) {
        this.store = store;
        this.input = input;
        this.within = within;
        this.finished = finished;
        this.reporter = reporter;
    }

    /**
     * Cancels the provider's batch.
     *
     * @param known the provider's batch; null = it is not known whether one was created
     */
    PartResult cancel(@Nullable ProviderBatch known) {
        ProviderBatch batch;
        try {
            batch = known == null ? abandon() : cancelKnown(known);
            if (batch.id() == null) {
                return gaveUp(null);
            }
            batch = awaitEnd(batch);
        } catch (ActivityFailure failure) {
            return gaveUp("the provider's batch could not be cancelled: " + ActivityFailures.reason(failure));
        }
        return batch.isFinal()
                ? collect(batch)
                : gaveUp("the provider had not cancelled " + batch.id() + " after " + within);
    }

    private ProviderBatch abandon() {
        return ActivityStubs.laneForAWhile(store, "see whether a batch was created")
                .abandon(input);
    }

    private ProviderBatch cancelKnown(ProviderBatch known) {
        String id = String.valueOf(known.id());
        return ActivityStubs.laneForAWhile(store, "cancel " + MarkdownText.code(id))
                .cancel(input, id);
    }

    private ProviderBatch awaitEnd(ProviderBatch cancelled) {
        ProviderBatch batch = cancelled;
        PollSchedule polls = new PollSchedule();
        Duration waited = Duration.ZERO;
        while (!batch.isFinal() && waited.compareTo(within) < 0) {
            Duration wait = polls.next();
            Workflow.sleep(wait);
            waited = waited.plus(wait);
            String id = String.valueOf(batch.id());
            batch = ActivityStubs.laneForAWhile(store, "read the state of " + MarkdownText.code(id))
                    .look(input, id);
            reporter.show(batch);
        }
        return batch;
    }

    private PartResult collect(ProviderBatch batch) {
        CollectedResults collected = ActivityStubs.lane(
                        store, "fetch the results of " + MarkdownText.code(String.valueOf(batch.id())))
                .collect(input, batch);
        return result(finished.plus(collected.receipt()), collected.left(), null);
    }

    private PartResult gaveUp(@Nullable String trouble) {
        return result(finished, input.part().requests(), trouble);
    }

    private PartResult result(Receipt brought, int left, @Nullable String trouble) {
        return new PartResult(input.part().number(), brought, left, input.submission(), trouble);
    }
}
