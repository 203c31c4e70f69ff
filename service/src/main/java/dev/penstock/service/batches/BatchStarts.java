package dev.penstock.service.batches;

import dev.penstock.client.batch.BatchDirectory;
import dev.penstock.client.batch.BatchHandle;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.TemporalDeadline;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.service.ApiBackend;
import dev.penstock.service.TemporalServer;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.GetClusterInfoRequest;
import io.temporal.client.WorkflowClient;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Starts submitted batches, and tells which of them belong to this Temporal server: a store may outlive a server, or be
 * shared by several.
 */
@Singleton
final class BatchStarts {
    /** Errors of servers that do not disclose their cluster id, or not to every client. */
    private static final Set<Status.Code> NAMELESS =
            Set.of(Status.Code.UNIMPLEMENTED, Status.Code.PERMISSION_DENIED, Status.Code.UNAUTHENTICATED);

    private final TemporalServer temporal;
    private final WorkflowClient client;
    private final BatchDirectory batches;
    private final BatchRecords records;
    private volatile @Nullable String name;

    BatchStarts(ApiBackend backend, BatchRecords records) {
        this.temporal = backend.temporal();
        this.client = backend.client();
        this.batches = backend.batches();
        this.records = records;
    }

    /** Allows the batch to read its input; called before its record is kept, so that only then the store may be full. */
    void allowInput(BatchId id, BatchSpec spec) {
        batches.allowInput(id, spec);
    }

    /** Starts a batch; safe to repeat, because a running batch is left as it is. */
    void start(BatchRecord record) throws IOException {
        start(record, records.spec(record.id()));
    }

    /** Starts a batch whose record has just been kept. */
    void start(BatchRecord record, BatchSpec spec) throws IOException {
        boolean cancelled = records.cancelling(record.id()).isPresent();
        TemporalDeadline.within(ApiBackend.TEMPORAL_ANSWERS, () -> {
            BatchHandle batch = batches.submit(record.id(), spec);
            if (cancelled) {
                batch.cancel();
            }
        });
    }

    /** Whether the batch was submitted to this Temporal server and namespace, and so may be started there again. */
    boolean isOurs(BatchRecord record) {
        return engine().equals(record.engine());
    }

    /**
     * Returns a name for the Temporal server and namespace that does not depend on the server's address, where possible.
     *
     * @throws StatusRuntimeException when the server does not answer
     */
    String engine() {
        String known = name;
        if (known == null) {
            known = temporal.fixedName().orElseGet(this::ownId) + "/"
                    + client.getOptions().getNamespace();
            name = known;
        }
        return known;
    }

    private String ownId() {
        try {
            return client.getWorkflowServiceStubs()
                    .blockingStub()
                    .getClusterInfo(GetClusterInfoRequest.getDefaultInstance())
                    .getClusterId();
        } catch (StatusRuntimeException e) {
            if (NAMELESS.contains(e.getStatus().getCode())) {
                return String.valueOf(
                        client.getWorkflowServiceStubs().getOptions().getTarget());
            }
            throw e;
        }
    }
}
