package dev.penstock.activities.providerbatch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.providerbatch.ProviderBatch;
import dev.penstock.providers.wire.BatchApi;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds one submission's file and batch at the provider, or creates them. */
final class ProviderSubmissions {
    private static final Logger log = LoggerFactory.getLogger(ProviderSubmissions.class);

    /** The provider's clock may differ from ours by this much. */
    private static final Duration SLACK = Duration.ofHours(1);

    /** The orders of a file that may come too early, one every thirty seconds or less often. */
    private static final int MOST_EARLY_ORDERS = 10;

    /** How long to wait before looking again for a batch that cannot be recognized yet. */
    private static final Duration UNRECOGNIZED = Duration.ofMinutes(1);

    /** The time that such orders take. */
    private static final Duration EARLY = Duration.ofMinutes(15);

    private final SubmissionName submission;
    private final BatchApi api;
    private final UploadMarks marks;
    private final long since;

    ProviderSubmissions(SubmissionName submission, BatchApi api, UploadMarks marks, Instant since) {
        this.submission = submission;
        this.api = api;
        this.marks = marks;
        this.since = since.minus(SLACK).getEpochSecond();
    }

    /** Returns the submission's batch; a failed batch does not count, because none of its requests was executed. */
    JsonNode find() {
        return api.namesBatches() ? api.findBatch(since, this::isOurs) : findFile();
    }

    private boolean isOurs(JsonNode batch) {
        return isNamed(batch) && !batch.path("status").asText("").equals("failed");
    }

    private boolean isNamed(JsonNode batch) {
        return api.fileId(submission.filename())
                .map(id -> id.equals(batch.path("input_file_id").asText("")))
                .orElseGet(() -> submission.isOf(batch));
    }

    /**
     * Waits, by failing the attempt, while a batch is under way that may be this submission's: an earlier attempt may have created
     * it, and the provider says only at its end which requests it has. To be called before {@link #find()}, because a batch may end
     * between both.
     */
    void awaitUnrecognized(int requests) throws IOException {
        if (!api.namesBatches() && marks.has(submission) && api.mayBeUnderWay(since, requests)) {
            throw ApplicationFailure.newBuilder()
                    .setMessage(
                            "a batch of %,d requests is under way at the provider, and only its end shows whether it is this part's"
                                    .formatted(requests))
                    .setType(FailureTypes.TRY_AGAIN)
                    .setNextRetryDelay(UNRECOGNIZED)
                    .build();
        }
    }

    JsonNode findFile() {
        return api.findFile(submission.filename(), since);
    }

    String upload(long bytes, BatchApi.Content content) throws IOException {
        if (!api.namesBatches()) {
            marks.add(submission);
        }
        String id = api.upload(submission.filename(), bytes, content);
        log.info("{} was submitted to the provider as {}", submission.filename(), id);
        return id;
    }

    /**
     * Creates the batch of an uploaded file, or finds it.
     *
     * @param earlyOrders the orders that the provider declined because it was not done with the file
     */
    ProviderBatch create(String fileId, EarlyOrders earlyOrders) {
        if (!api.namesBatches()) {
            // The upload has created the batch.
            return ProviderBatchReader.of(api.get(fileId));
        }
        AtomicInteger early = new AtomicInteger();
        Instant lately = Instant.now().minus(EARLY);
        JsonNode found = api.findBatch(since, batch -> {
            early.addAndGet(isNamed(batch) && ProviderBatchReader.isTooEarly(batch, lately) ? 1 : 0);
            return isOurs(batch);
        });
        if (!found.isMissingNode()) {
            return ProviderBatchReader.of(found);
        }
        if (early.get() >= MOST_EARLY_ORDERS) {
            throw noSuchFile(fileId, early.get());
        }
        try {
            JsonNode created = api.create(submission.order(fileId), submission.idempotencyKey());
            log.info(
                    "{} was found at the provider as {}",
                    submission.filename(),
                    created.path("id").asText(""));
            return ProviderBatchReader.of(created);
        } catch (ApplicationFailure refused) {
            if (ApiFailures.TOKEN_LIMIT.equals(refused.getType())) {
                return ProviderBatch.later(refused.getOriginalMessage());
            }
            boolean isEarly = ApiFailures.FILE_NOT_READY.equals(refused.getType());
            int orders = isEarly ? earlyOrders.add() : 0;
            throw orders >= MOST_EARLY_ORDERS ? noSuchFile(fileId, orders) : refused;
        }
    }

    private static ApplicationFailure noSuchFile(String fileId, int orders) {
        return ApplicationFailure.newNonRetryableFailure(
                "the provider does not find the file %s that it has taken, after %d orders of the batch"
                        .formatted(fileId, orders),
                FailureTypes.HOLD);
    }

    ProviderBatch cancel(String id) {
        ProviderBatch now = ProviderBatchReader.of(api.get(id));
        if (now.isFinal() || now.status().equals("cancelling")) {
            return now;
        }
        try {
            return ProviderBatchReader.of(api.cancel(id));
        } catch (ApplicationFailure endedMeanwhile) {
            ProviderBatch later = ProviderBatchReader.of(api.get(id));
            if (later.isFinal()) {
                return later;
            }
            throw endedMeanwhile;
        }
    }

    /**
     * Cancels the submission's batch, if one is found. The mark of an upload goes with the submission, unless the batch that it may
     * have created is under way and cannot be recognized: whoever submits the part again waits for that one.
     */
    ProviderBatch abandon(int requests) throws IOException {
        boolean mayBeUnderWay = !api.namesBatches() && marks.has(submission) && api.mayBeUnderWay(since, requests);
        JsonNode found = find();
        if (!found.isMissingNode()) {
            return cancel(found.path("id").asText());
        }
        if (!mayBeUnderWay) {
            marks.remove(submission);
        }
        return new ProviderBatch(null, "none", 0, 0, 0, null, null, null, false);
    }

    /**
     * Ends a submission whose results were collected: its file does not stay at the provider, unless the results would be deleted
     * with it and some requests have none yet, for which they may have to be read again.
     */
    void end(String id, long requestsLeft) throws IOException {
        if (api.namesBatches() || requestsLeft == 0) {
            tidy(id);
        }
        marks.remove(submission);
    }

    /** Deletes a batch's input file, so that prompts do not stay at the provider; a failure is only logged. */
    private void tidy(String id) {
        try {
            String file = api.get(id).path("input_file_id").asText("");
            if (!file.isEmpty()) {
                api.deleteFile(file);
            }
        } catch (RuntimeException e) {
            log.debug("The input file of {} was not deleted", id, e);
        }
    }
}
