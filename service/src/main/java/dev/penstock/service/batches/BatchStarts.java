package dev.penstock.service.batches;

import dev.penstock.client.batch.BatchHandle;
import dev.penstock.client.batch.Batches;
import dev.penstock.engine.Engine;
import dev.penstock.engine.EngineKind;
import dev.penstock.service.Backend;
import dev.penstock.service.Promptly;
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

    private final Engine engine;
    private final WorkflowClient client;
    private final Batches batches;
    private final Orders orders;
    private volatile @Nullable String name;

    BatchStarts(Backend backend, Orders orders) {
        this.engine = backend.engine();
        this.client = backend.client();
        this.batches = backend.batches();
        this.orders = orders;
    }

    /** As often as one likes: while the batch runs, this finds it. */
    void start(Order order) throws IOException {
        boolean cancelled = orders.cancelling(order.id()).isPresent();
        Promptly.run(() -> {
            BatchHandle batch = batches.submit(order.id(), order.spec());
            if (cancelled) {
                batch.cancel();
            }
        });
    }

    /** Whether it was ordered here, so that it may be started here again. */
    boolean isOurs(Order order) {
        return engine().equals(order.engine());
    }

    /**
     * Which Temporal this is, whatever its address.
     *
     * @throws StatusRuntimeException when it does not answer
     */
    String engine() {
        String known = name;
        if (known == null) {
            known = server() + "/" + engine.namespace();
            name = known;
        }
        return known;
    }

    private String server() {
        if (engine.kind().isManaged()) {
            // Our own stays what it is when its database is lost.
            return "managed";
        }
        if (engine.kind() == EngineKind.IN_MEMORY) {
            return "in-memory";
        }
        try {
            return client.getWorkflowServiceStubs()
                    .blockingStub()
                    .getClusterInfo(GetClusterInfoRequest.getDefaultInstance())
                    .getClusterId();
        } catch (StatusRuntimeException e) {
            if (NAMELESS.contains(e.getStatus().getCode())) {
                return String.valueOf(engine.stubsOptions().getTarget());
            }
            throw e;
        }
    }
}
