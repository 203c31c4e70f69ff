package dev.penstock.workflows.batch;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.LaneProgress;
import dev.penstock.contracts.batch.PartLimits;
import dev.penstock.contracts.batch.PartProgress;
import dev.penstock.contracts.providerbatch.LaneClock;
import dev.penstock.contracts.providerbatch.LanePlan;
import dev.penstock.contracts.providerbatch.Part;
import dev.penstock.contracts.providerbatch.PartResult;
import dev.penstock.contracts.providerbatch.ProviderBatchWorkflow;
import dev.penstock.workflows.ActivityFailures;
import dev.penstock.workflows.ActivityStubs;
import dev.penstock.workflows.OrderedSignals;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes a batch through the provider's batch API, part by part, for as long as there is time. */
final class ProviderLane {
    /** The most parts at once; each is a file at the provider, where more would only wait. */
    private static final int PARTS_AT_ONCE = 16;

    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    private final BatchId batch;
    private final BatchSpec spec;
    private final PartLimits limits;
    private final Instant started;
    private final BatchLifecycle lifecycle;
    private final OrderedSignals signals;
    private final Runnable changed;
    private final LaneParts parts = new LaneParts();
    private LanePlan plan = new LanePlan("", List.of(), 0, 0, "");
    private Optional<LaneClock> clock = Optional.empty();
    private @Nullable String rescued;
    private boolean over;
    private @Nullable RuntimeException broken;
    private @Nullable CancellationScope sending;

    ProviderLane(
            BatchId batch,
            BatchSpec spec,
            Instant started,
            BatchLifecycle lifecycle,
            OrderedSignals signals,
            Runnable changed) {
        this.batch = batch;
        this.spec = spec;
        this.limits = PartLimits.of(spec);
        this.started = started;
        this.lifecycle = lifecycle;
        this.signals = signals;
        this.changed = changed;
    }

    /** Runs all parts, and returns when their results are written or time is up; throws when the batch is cancelled. */
    void run() {
        plan = lifecycle.retryWhenResumed(() ->
                ActivityStubs.lane(spec.store().orElse(null), "cut the batch").split(batch, spec));
        clock = LaneClock.of(spec, started, plan.onlinePerMinute());
        changed.run();
        if (plan.parts().isEmpty() || isTooLate()) {
            return;
        }
        sending = Workflow.newCancellationScope(this::sendParts);
        CancellationScope watching = Workflow.newCancellationScope(this::watchTheClock);
        watching.run();
        CanceledFailure cancelled = null;
        try {
            sending.run();
        } catch (CanceledFailure stop) {
            cancelled = stop;
        }
        // Cancelled parts cancel their batches at the provider, and keep the results.
        Workflow.newDetachedCancellationScope(() -> Workflow.await(parts::isNoneRunning))
                .run();
        over = true;
        watching.cancel();
        if (broken != null) {
            throw broken;
        }
        if (cancelled != null && rescued == null) {
            throw cancelled;
        }
    }

    /** Resets the receipt of finished parts, because the plan of the remaining requests now counts them. */
    void resetFinished() {
        parts.resetFinished();
    }

    void progressReported(PartProgress progress) {
        parts.report(progress);
    }

    void resume() {
        for (int part : parts.running()) {
            String workflowId = batch.providerWorkflowId(part);
            ProviderBatchWorkflow stub = Workflow.newExternalWorkflowStub(ProviderBatchWorkflow.class, workflowId);
            signals.sendIfRunning(workflowId, stub::resume);
        }
    }

    Receipt finished() {
        return parts.finished();
    }

    LaneProgress progress() {
        return new LaneProgress(
                plan.parts().size(),
                parts.ended(),
                plan.requests(),
                parts.completed(),
                parts.failed(),
                parts.progress(),
                plan.onlinePerMinute(),
                plan.rateFrom(),
                clock.map(this::onlineFrom).orElse(null),
                rescued);
    }

    private boolean isTooLate() {
        clock.filter(any -> !now().isBefore(onlineFrom(any)))
                .ifPresent(any -> rescued = "there is no time for the provider's batch API before the deadline");
        return rescued != null;
    }

    private void sendParts() {
        for (Part part : plan.parts()) {
            Workflow.await(() -> !lifecycle.isPaused() && hasRoomFor(part));
            send(part);
        }
        Workflow.await(parts::isNoneRunning);
    }

    private boolean hasRoomFor(Part part) {
        long enqueued = parts.running().stream()
                .mapToLong(number -> plan.parts().get(number - 1).tokens())
                .sum();
        boolean fits = limits.allowTokens(enqueued + part.tokens());
        return parts.isNoneRunning() || (parts.running().size() < PARTS_AT_ONCE && fits);
    }

    private void send(Part part) {
        parts.start(part);
        Async.function(ProviderBatches.child(batch, part)::run, ProviderBatches.input(batch, spec, plan, part, clock))
                .handle((result, failure) -> {
                    ended(part, result, failure);
                    return null;
                });
        changed.run();
    }

    private void ended(Part part, @Nullable PartResult result, @Nullable RuntimeException failure) {
        if (result != null) {
            parts.end(part, result);
        } else if (failure == null || ActivityFailures.isCancelled(failure)) {
            parts.endCancelled(part);
        } else {
            parts.endFailed(part);
            breakOff(failure);
        }
        String trouble = parts.trouble(part);
        if (trouble != null) {
            lifecycle.alert("part %d of the provider's batch: %s".formatted(part.number(), trouble));
        }
        changed.run();
    }

    private void breakOff(RuntimeException failure) {
        if (broken != null) {
            return;
        }
        broken = failure.getCause() instanceof ApplicationFailure why
                ? ApplicationFailure.newNonRetryableFailure(why.getOriginalMessage(), FailureTypes.INVALID_SPEC)
                : failure;
        if (sending != null) {
            sending.cancel();
        }
    }

    /** Starts the online rescue when its time comes; sets a new timer if progress at the provider has moved that time. */
    private void watchTheClock() {
        clock.ifPresent(any -> Workflow.newTimer(longEnough(Duration.between(now(), onlineFrom(any))))
                .thenApply(due -> {
                    if (over) {
                        return null;
                    }
                    if (now().isBefore(onlineFrom(any))) {
                        watchTheClock();
                    } else {
                        rescue(any);
                    }
                    return null;
                }));
    }

    private void rescue(LaneClock any) {
        if (rescued != null || sending == null) {
            return;
        }
        // Without a number: what is answered is not known until the provider has cancelled, and Gemini then delivers no
        // answers.
        rescued = "requests without an answer, from %s on, to meet the deadline %s".formatted(now(), any.deadline());
        changed.run();
        sending.cancel("called online to meet the deadline");
    }

    private Instant onlineFrom(LaneClock any) {
        return any.onlineFrom(open());
    }

    private long open() {
        return Math.max(0, plan.requests() - parts.completed());
    }

    /** Returns at least a second, because each timer is a history event and a second makes no difference to a deadline. */
    private static Duration longEnough(Duration wait) {
        return wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait;
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }
}
