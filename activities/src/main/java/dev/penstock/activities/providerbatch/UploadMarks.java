package dev.penstock.activities.providerbatch;

import dev.penstock.store.DocumentStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Marks of the uploads that were begun at providers whose batches have no names: each may have created a batch, even if no
 * attempt has heard of it. A mark outlives attempts, holds and workers.
 */
final class UploadMarks {
    private static final String FOLDER = "provider-batch-uploads";

    private final DocumentStore documents;

    UploadMarks(DocumentStore documents) {
        this.documents = documents;
    }

    boolean has(SubmissionName submission) throws IOException {
        return documents.read(FOLDER, submission.idempotencyKey()).isPresent();
    }

    /** Marks a submission's upload as begun; durable on return. */
    void add(SubmissionName submission) throws IOException {
        byte[] now = Instant.now().toString().getBytes(StandardCharsets.UTF_8);
        documents.write(FOLDER, submission.idempotencyKey(), now);
    }

    void remove(SubmissionName submission) throws IOException {
        boolean unused = documents.delete(FOLDER, submission.idempotencyKey());
    }
}
