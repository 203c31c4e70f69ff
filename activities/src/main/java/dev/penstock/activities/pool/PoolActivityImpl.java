package dev.penstock.activities.pool;

import dev.penstock.contracts.Queues;
import dev.penstock.contracts.pool.PoolActivity;
import dev.penstock.contracts.pool.QueueLimit;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.RateLimit;
import io.temporal.api.workflowservice.v1.UpdateTaskQueueConfigRequest;
import io.temporal.api.workflowservice.v1.UpdateTaskQueueConfigRequest.RateLimitUpdate;
import io.temporal.client.WorkflowClient;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets the rate limit of a pool's task queues on the Temporal server. */
public final class PoolActivityImpl implements PoolActivity {
    private static final Logger log = LoggerFactory.getLogger(PoolActivityImpl.class);

    /** Errors that no retry changes: the in-memory server has no queue limits, other servers may not permit the change. */
    private static final Set<Status.Code> UNSUPPORTED =
            Set.of(Status.Code.UNIMPLEMENTED, Status.Code.PERMISSION_DENIED, Status.Code.UNAUTHENTICATED);

    private final WorkflowClient client;
    private volatile boolean unsupported;

    public PoolActivityImpl(WorkflowClient client) {
        this.client = client;
    }

    @Override
    public void limitQueue(QueueLimit limit) {
        if (!limit.change() || unsupported) {
            return;
        }
        // An update without a rate limit removes the existing limit.
        RateLimitUpdate.Builder update = RateLimitUpdate.newBuilder().setReason(limit.reason());
        Double rate = limit.tasksPerSecond();
        if (rate != null) {
            update.setRateLimit(RateLimit.newBuilder().setRequestsPerSecond(rate.floatValue()));
        }
        try {
            update(Queues.llm(null, limit.pool()), update);
            limit.stores().forEach(store -> update(Queues.llm(store, limit.pool()), update));
            RateLimitUpdate.Builder lift = RateLimitUpdate.newBuilder().setReason("penstock: limited no more");
            limit.lifted().forEach(store -> update(Queues.llm(store, limit.pool()), lift));
        } catch (StatusRuntimeException e) {
            if (!UNSUPPORTED.contains(e.getStatus().getCode())) {
                throw e;
            }
            unsupported = true;
            log.info(
                    "This Temporal server does not support rate limits of task queues ({}); only the workers' rate limiters keep the quota",
                    e.getStatus().getCode());
        }
    }

    private void update(String queue, RateLimitUpdate.Builder update) {
        client.getWorkflowServiceStubs()
                .blockingStub()
                .updateTaskQueueConfig(UpdateTaskQueueConfigRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setIdentity(client.getOptions().getIdentity())
                        .setTaskQueue(queue)
                        .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
                        .setUpdateQueueRateLimit(update)
                        .build());
    }
}
