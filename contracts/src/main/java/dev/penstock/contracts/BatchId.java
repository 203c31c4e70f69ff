package dev.penstock.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/** The id of a batch, from submission until its files are deleted; also its idempotency key and its folder in the store. */
public record BatchId(@JsonValue String value) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,149}");
    private static final String PREFIX = "batch/";

    @JsonCreator
    public BatchId {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "'" + value + "' is not a batch id: 1 to 150 letters, digits, '.', '_' or"
                            + " '-', beginning with a letter or digit");
        }
    }

    /**
     * Returns the id of the batch that the workflow with this id runs.
     *
     * @throws IllegalArgumentException if this is not the id of a batch's workflow; the message is a sentence for the user
     */
    public static BatchId ofWorkflow(String workflowId) {
        if (!workflowId.startsWith(PREFIX)) {
            throw new IllegalArgumentException("start a batch with a workflow id such as %s%s, so that it can be found"
                    .formatted(PREFIX, workflowId));
        }
        return new BatchId(workflowId.substring(PREFIX.length()));
    }

    /** Returns the batch of a workflow in a list; empty for a workflow that somebody started under another id. */
    public static Optional<BatchId> findByWorkflow(String workflowId) {
        return Optional.of(workflowId)
                .filter(id -> id.startsWith(PREFIX))
                .map(id -> id.substring(PREFIX.length()))
                .filter(BatchId::isValid)
                .map(BatchId::new);
    }

    public static boolean isValid(String value) {
        return ALLOWED.matcher(value).matches();
    }

    public String workflowId() {
        return PREFIX + value;
    }

    public String shardWorkflowId(int shard) {
        return "%s/shard/%04d".formatted(workflowId(), shard);
    }

    /**
     * Returns the id of the workflow that takes a part through the provider's batch API.
     *
     * @param part the part's number, from 1
     */
    public String providerWorkflowId(int part) {
        return "%s/provider/%04d".formatted(workflowId(), part);
    }

    @Override
    public String toString() {
        return value;
    }
}
