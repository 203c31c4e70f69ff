package dev.penstock.service.batches;

import dev.penstock.client.batch.BatchDirectory;
import dev.penstock.client.batch.BatchHandle;
import dev.penstock.contracts.TemporalDeadline;
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

/** Starts what has been ordered, and knows which orders are this Temporal's: a store may outlive one, or serve several. */
@Singleton
final class BatchStarts {
    /** Some servers do not say which they are, or not to everybody. */
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

    /** As often as one likes: while the batch runs, this finds it. */
    void start(BatchRecord record) throws IOException {
        boolean cancelled = records.cancelling(record.id()).isPresent();
        TemporalDeadline.within(ApiBackend.TEMPORAL_ANSWERS, () -> {
            BatchHandle batch = batches.submit(record.id(), record.spec());
            if (cancelled) {
                batch.cancel();
            }
        });
    }

    /** Whether it was ordered here, so that it may be started here again. */
    boolean isOurs(BatchRecord record) {
        return engine().equals(record.engine());
    }

    /**
     * Which Temporal this is, whatever its address.
     *
     * @throws StatusRuntimeException when it does not answer
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
