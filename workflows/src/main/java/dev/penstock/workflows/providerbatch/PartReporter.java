package dev.penstock.workflows.providerbatch;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.BatchWorkflow;
import dev.penstock.contracts.batch.PartProgress;
import dev.penstock.contracts.providerbatch.Part;
import dev.penstock.contracts.providerbatch.ProviderBatch;
import dev.penstock.workflows.BatchSignals;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Shows a part's progress in its status, and signals it to the batch when it has changed enough. */
final class PartReporter {
    /** The number of equal steps of a part's progress that are reported to the batch. */
    private static final int REPORTED_STEPS = 20;

    private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(5);

    private final BatchSignals signals;
    private PartProgress progress;
    private @Nullable PartProgress lastReported;

    PartReporter(BatchId id, Part part) {
        signals = new BatchSignals(id);
        progress = new PartProgress(part.number(), part.requests(), "starting", 0, 0, null);
    }

    void show(ProviderBatch batch) {
        show(batch.status(), Math.max(0, batch.completed()), batch.failed(), null);
    }

    void show(String status, @Nullable String trouble) {
        show(status, progress.completed(), progress.failed(), trouble);
    }

    void signalBatch(Consumer<BatchWorkflow> signal) {
        signals.send(signal);
    }

    PartProgress progress() {
        return progress;
    }

    /** Waits until the batch has all signals, but only for some seconds, because the batch may be gone. */
    void awaitDelivery() {
        boolean unused = Workflow.await(DELIVERY_TIMEOUT, signals::areDelivered);
    }

    private void show(String status, long completed, long failed, @Nullable String trouble) {
        progress = new PartProgress(progress.part(), progress.requests(), status, completed, failed, trouble);
        Workflow.setCurrentDetails(LaneDetails.of(progress));
        if (isWorthReporting()) {
            report(progress);
        }
    }

    /** Returns whether the progress has changed enough for a signal; each signal is an event in the batch's history. */
    private boolean isWorthReporting() {
        PartProgress last = lastReported;
        return last == null
                || !last.status().equals(progress.status())
                || !Objects.equals(last.trouble(), progress.trouble())
                || (progress.completed() + progress.failed() - last.completed() - last.failed()) * REPORTED_STEPS
                        >= progress.requests();
    }

    private void report(PartProgress latest) {
        lastReported = latest;
        signalBatch(batch -> batch.part(latest));
    }
}
