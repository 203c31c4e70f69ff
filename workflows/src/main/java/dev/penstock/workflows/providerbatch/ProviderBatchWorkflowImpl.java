package dev.penstock.workflows.providerbatch;

import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.MarkdownText;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.batch.PartProgress;
import dev.penstock.contracts.providerbatch.CollectedResults;
import dev.penstock.contracts.providerbatch.PartInput;
import dev.penstock.contracts.providerbatch.PartResult;
import dev.penstock.contracts.providerbatch.ProviderBatch;
import dev.penstock.contracts.providerbatch.ProviderBatchInput;
import dev.penstock.contracts.providerbatch.ProviderBatchWorkflow;
import dev.penstock.contracts.providerbatch.UploadedPart;
import dev.penstock.workflows.ActivityFailures;
import dev.penstock.workflows.ActivityStubs;
import dev.penstock.workflows.HistoryLimits;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Uploads a part, has the provider run it, waits for its end, and collects the results. */
public final class ProviderBatchWorkflowImpl implements ProviderBatchWorkflow {
    /** The most submissions of a part, cancelled ones not counted: requests without a result are submitted once more. */
    private static final int MOST_TRIES = 2;

    private final ProviderBatchInput part;
    private final PartReporter reporter;
    private int submission;
    private int tries;
    private @Nullable String fileId;
    private @Nullable ProviderBatch running;
    private Receipt finished;
    private boolean resumed;

    @WorkflowInit
    public ProviderBatchWorkflowImpl(ProviderBatchInput part) {
        this.part = part;
        reporter = new PartReporter(part.batch(), part.part());
        submission = part.submission();
        tries = part.tries();
        fileId = part.fileId();
        running = part.running();
        finished = part.soFar();
    }

    @Override
    public PartResult run(ProviderBatchInput input) {
        try {
            return submitAndCollect();
        } catch (TemporalFailure failure) {
            if (failure instanceof ActivityFailure without && isWithoutLane(without) && part.mayRescue()) {
                return result(part.part().requests(), ActivityFailures.reason(without));
            }
            if (!ActivityFailures.isCancelled(failure)) {
                throw failure;
            }
            PartResult[] kept = new PartResult[1];
            Workflow.newDetachedCancellationScope(() -> kept[0] = stop()).run();
            return kept[0];
        }
    }

    private PartResult submitAndCollect() {
        while (true) {
            ProviderBatch batch = running == null ? submit() : running;
            if (batch == null) {
                return result(0, null);
            }
            batch = follow(batch);
            if (!batch.isRefused()) {
                CollectedResults collected = collect(batch);
                tries += batch.isCancelled() ? 0 : 1;
                if (collected.left() == 0 || tries >= MOST_TRIES) {
                    return result(collected.left(), null);
                }
                submission++;
                fileId = null;
            } else if (batch.tokenLimit()) {
                waitForRoom(batch);
            } else if (part.mayRescue()) {
                return result(part.part().requests(), batch.trouble());
            } else {
                hold("the provider refused batch %s: %s".formatted(batch.id(), batch.trouble()));
            }
            running = null;
        }
    }

    /** Uploads the part and creates the provider's batch; null when no request of the part is left to send. */
    private @Nullable ProviderBatch submit() {
        while (true) {
            if (fileId == null) {
                reporter.show("uploading", null);
                UploadedPart uploaded = retryWhenResumed(() ->
                        ActivityStubs.lane(part.store(), "upload the requests").upload(input(false)));
                fileId = uploaded.fileId();
            }
            String file = fileId;
            if (file == null) {
                return null;
            }
            reporter.show("creating", null);
            ProviderBatch created = retryWhenResumed(
                    () -> ActivityStubs.lane(part.store(), "create the batch").create(input(false), file));
            if (created.id() != null) {
                running = created;
                return created;
            }
            waitForRoom(created);
        }
    }

    private ProviderBatch follow(ProviderBatch first) {
        ProviderBatch batch = first;
        PollSchedule polls = new PollSchedule();
        reporter.show(batch);
        while (!batch.isFinal()) {
            if (HistoryLimits.isLongEnough()) {
                continueAsNew(batch);
            }
            Workflow.sleep(polls.next());
            batch = look(batch);
        }
        return batch;
    }

    private ProviderBatch look(ProviderBatch batch) {
        String id = String.valueOf(batch.id());
        ProviderBatch seen =
                retryWhenResumed(() -> ActivityStubs.lane(part.store(), "read the state of " + MarkdownText.code(id))
                        .look(input(false), id));
        running = seen;
        reporter.show(seen);
        return seen;
    }

    private CollectedResults collect(ProviderBatch batch) {
        reporter.show("collecting", null);
        boolean last = tries + 1 >= MOST_TRIES && !part.mayRescue();
        CollectedResults collected = retryWhenResumed(() -> ActivityStubs.lane(
                        part.store(), "fetch the results of " + MarkdownText.code(String.valueOf(batch.id())))
                .collect(input(last), batch));
        finished = finished.plus(collected.receipt());
        return collected;
    }

    /** Cancels the provider's batch, and collects the answers that it has. */
    private PartResult stop() {
        reporter.show("cancelling", null);
        PartResult kept = new PartCancellation(part.store(), input(false), part.cancelWithin(), finished, reporter)
                .cancel(running);
        // A cancelled workflow has no result, so the last signal carries it.
        reporter.show("cancelled", kept.trouble());
        reporter.awaitDelivery();
        return kept;
    }

    /** Waits while the account's enqueued tokens are used up by other batches; the file stays where it is. */
    private void waitForRoom(ProviderBatch refused) {
        reporter.show("waiting", refused.trouble());
        Workflow.sleep(Duration.ofSeconds(30));
    }

    /** Tries an activity again when a person has fixed what stopped it (a full disk, a wrong key) and resumes the batch. */
    private <T> T retryWhenResumed(Supplier<T> activity) {
        return ActivityFailures.retryWhenMended(activity, this::hold);
    }

    private void hold(String reason) {
        reporter.show("held", reason);
        resumed = false;
        reporter.signalBatch(batch -> batch.hold(reason));
        Workflow.await(() -> resumed);
    }

    @Override
    public void resume() {
        resumed = true;
    }

    @Override
    public PartProgress progress() {
        return reporter.progress();
    }

    private PartInput input(boolean last) {
        return new PartInput(part.batch(), part.key(), part.round(), part.part(), submission, last);
    }

    private PartResult result(int left, @Nullable String trouble) {
        return new PartResult(part.part().number(), finished, left, submission, trouble);
    }

    private static boolean isWithoutLane(ActivityFailure failure) {
        return failure.getCause() instanceof ApplicationFailure why && FailureTypes.NO_BATCH_LANE.equals(why.getType());
    }

    private void continueAsNew(ProviderBatch batch) {
        HistoryLimits.awaitHandlers();
        Workflow.continueAsNew(new ProviderBatchInput(
                part.batch(),
                part.key(),
                part.round(),
                part.part(),
                part.mayRescue(),
                part.cancelWithin(),
                submission,
                tries,
                fileId,
                batch,
                finished,
                part.store()));
    }
}
