package dev.penstock.workflows;

import dev.penstock.contracts.BatchWorkflow;
import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.PartProgress;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.lane.Collected;
import dev.penstock.contracts.lane.PartInput;
import dev.penstock.contracts.lane.PartResult;
import dev.penstock.contracts.lane.ProviderBatch;
import dev.penstock.contracts.lane.ProviderBatchInput;
import dev.penstock.contracts.lane.ProviderBatchWorkflow;
import dev.penstock.contracts.lane.Uploaded;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Uploads a part, has the provider run it, waits, and fetches what came of it. */
public final class ProviderBatchWorkflowImpl implements ProviderBatchWorkflow {
    /** What failed for no fault of its own is submitted once more. */
    private static final int MOST_TRIES = 2;

    /** Parts of a part after which the batch hears of it. */
    private static final int TOLD_EVERY = 20;

    private static final Duration HEARD_WITHIN = Duration.ofSeconds(5);

    private final ProviderBatchInput part;
    private int submission;
    private int tries;
    private @Nullable String fileId;
    private @Nullable ProviderBatch running;
    private Receipt finished;
    private boolean resumed;
    private PartProgress progress;
    private @Nullable PartProgress told;
    private int unheard;

    @WorkflowInit
    public ProviderBatchWorkflowImpl(ProviderBatchInput part) {
        this.part = part;
        submission = part.submission();
        tries = part.tries();
        fileId = part.fileId();
        running = part.running();
        finished = part.soFar();
        progress = new PartProgress(part.part().number(), part.part().requests(), "starting", 0, 0, null);
    }

    @Override
    public PartResult run(ProviderBatchInput input) {
        try {
            return seeThrough();
        } catch (TemporalFailure failure) {
            if (failure instanceof ActivityFailure without && isWithoutLane(without) && part.mayRescue()) {
                return result(part.part().requests(), reason(without));
            }
            if (!Cancelled.is(failure)) {
                throw failure;
            }
            PartResult[] kept = new PartResult[1];
            Workflow.newDetachedCancellationScope(() -> kept[0] = stop()).run();
            return kept[0];
        }
    }

    private PartResult seeThrough() {
        while (true) {
            ProviderBatch batch = running == null ? submit() : running;
            if (batch == null) {
                return result(0, null);
            }
            batch = follow(batch);
            if (!batch.isRefused()) {
                Collected collected = collect(batch);
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

    /** Null when nothing of the part is left to be sent. */
    private @Nullable ProviderBatch submit() {
        while (true) {
            if (fileId == null) {
                show("uploading", null);
                Uploaded uploaded =
                        onceItCan(() -> Activities.lane("upload the requests").upload(input(false)));
                fileId = uploaded.fileId();
            }
            String file = fileId;
            if (file == null) {
                return null;
            }
            show("creating", null);
            ProviderBatch created =
                    onceItCan(() -> Activities.lane("create the batch").create(input(false), file));
            if (created.id() != null) {
                running = created;
                return created;
            }
            waitForRoom(created);
        }
    }

    private ProviderBatch follow(ProviderBatch first) {
        ProviderBatch batch = first;
        Polls polls = new Polls();
        show(batch);
        while (!batch.isFinal()) {
            if (History.isLongEnough()) {
                continueAsNew(batch);
            }
            Workflow.sleep(polls.next());
            batch = look(batch);
        }
        return batch;
    }

    private ProviderBatch look(ProviderBatch batch) {
        String id = String.valueOf(batch.id());
        ProviderBatch seen = onceItCan(() -> Activities.lane("look at " + id).look(input(false), id));
        running = seen;
        show(seen);
        return seen;
    }

    private Collected collect(ProviderBatch batch) {
        show("collecting", null);
        boolean last = tries + 1 >= MOST_TRIES && !part.mayRescue();
        Collected collected = onceItCan(
                () -> Activities.lane("fetch the results of " + batch.id()).collect(input(last), batch));
        finished = finished.plus(collected.receipt());
        return collected;
    }

    /** Nothing new is begun; what the provider has answered is fetched. */
    private PartResult stop() {
        show("cancelling", null);
        PartResult kept = cancelled();
        // A cancelled workflow has no result, so it is said this way.
        show("cancelled", kept.trouble());
        boolean unused = Workflow.await(HEARD_WITHIN, () -> unheard == 0);
        return kept;
    }

    private PartResult cancelled() {
        ProviderBatch batch;
        try {
            ProviderBatch known = running;
            batch = known == null
                    ? Activities.laneForAWhile("see whether a batch was created")
                            .abandon(input(false))
                    : Activities.laneForAWhile("cancel " + known.id()).cancel(input(false), String.valueOf(known.id()));
            if (batch.id() == null) {
                return result(part.part().requests(), null);
            }
            batch = awaitEnd(batch);
        } catch (ActivityFailure failure) {
            return result(part.part().requests(), "the provider's batch could not be cancelled: " + reason(failure));
        }
        if (!batch.isFinal()) {
            return result(
                    part.part().requests(),
                    "the provider had not cancelled " + batch.id() + " after " + part.cancelWithin());
        }
        Collected collected =
                Activities.lane("fetch the results of " + batch.id()).collect(input(false), batch);
        finished = finished.plus(collected.receipt());
        return result(collected.left(), null);
    }

    private ProviderBatch awaitEnd(ProviderBatch cancelled) {
        ProviderBatch batch = cancelled;
        Polls polls = new Polls();
        Duration waited = Duration.ZERO;
        while (!batch.isFinal() && waited.compareTo(part.cancelWithin()) < 0) {
            Duration wait = polls.next();
            Workflow.sleep(wait);
            waited = waited.plus(wait);
            String id = String.valueOf(batch.id());
            batch = Activities.laneForAWhile("look at " + id).look(input(false), id);
            show(batch);
        }
        return batch;
    }

    /** The account's tokens are all waiting in other batches; the file stays where it is. */
    private void waitForRoom(ProviderBatch refused) {
        show("waiting", refused.trouble());
        Workflow.sleep(Duration.ofSeconds(30));
    }

    /** What a full disk or a wrong key stops is tried again when somebody has mended it and resumes the batch. */
    private <T> T onceItCan(Supplier<T> activity) {
        return Hold.onceItCan(activity, this::hold);
    }

    private void hold(String reason) {
        show("held", reason);
        resumed = false;
        Shards.tellBatch(part.batch(), batch -> batch.hold(reason));
        Workflow.await(() -> resumed);
    }

    private BatchWorkflow batch() {
        return Workflow.newExternalWorkflowStub(
                BatchWorkflow.class, part.batch().workflowId());
    }

    @Override
    public void resume() {
        resumed = true;
    }

    @Override
    public PartProgress progress() {
        return progress;
    }

    private void show(ProviderBatch batch) {
        show(batch.status(), batch.completed(), batch.failed(), null);
    }

    private void show(String status, @Nullable String trouble) {
        show(status, progress.completed(), progress.failed(), trouble);
    }

    private void show(String status, long completed, long failed, @Nullable String trouble) {
        progress = new PartProgress(part.part().number(), part.part().requests(), status, completed, failed, trouble);
        Workflow.setCurrentDetails(LaneDetails.of(progress));
        if (isNews()) {
            told = progress;
            PartProgress news = progress;
            BatchWorkflow batch = batch();
            unheard++;
            Async.procedure(() -> batch.part(news)).handle((heard, gone) -> {
                unheard--;
                return null;
            });
        }
    }

    /** Each message is an event in the batch's history. */
    private boolean isNews() {
        PartProgress last = told;
        return last == null
                || !last.status().equals(progress.status())
                || !Objects.equals(last.trouble(), progress.trouble())
                || (progress.completed() + progress.failed() - last.completed() - last.failed()) * TOLD_EVERY
                        >= progress.requests();
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

    private static String reason(ActivityFailure failure) {
        return failure.getCause() instanceof ApplicationFailure why
                ? why.getOriginalMessage()
                : String.valueOf(failure.getMessage());
    }

    private void continueAsNew(ProviderBatch batch) {
        History.awaitHandlers();
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
                finished));
    }
}
