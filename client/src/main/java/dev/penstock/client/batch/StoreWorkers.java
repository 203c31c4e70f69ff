package dev.penstock.client.batch;

import dev.penstock.contracts.Queues;
import dev.penstock.contracts.StoreId;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Tells whether a store has a worker. Queries do not show it, because workers of any store answer them. */
final class StoreWorkers {
    /** A living worker polls at least once a minute; Temporal remembers polls for longer. */
    private static final Duration SILENCE = Duration.ofSeconds(90);

    private final WorkflowClient client;

    StoreWorkers(WorkflowClient client) {
        this.client = client;
    }

    /** Returns whether a worker of the store has polled lately; also true where the Temporal server does not say. */
    boolean has(StoreId store) {
        // All slots of one queue may be busy for long, and then nobody polls it.
        return isPolled(Queues.lane(store)) || isPolled(Queues.files(store));
    }

    private boolean isPolled(String queue) {
        try {
            List<PollerInfo> pollers = client.getWorkflowServiceStubs()
                    .blockingStub()
                    .describeTaskQueue(DescribeTaskQueueRequest.newBuilder()
                            .setNamespace(client.getOptions().getNamespace())
                            .setTaskQueue(TaskQueue.newBuilder().setName(queue))
                            .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
                            .build())
                    .getPollersList();
            Instant since = Instant.now().minus(SILENCE);
            return pollers.stream()
                    .anyMatch(poller -> Instant.ofEpochSecond(
                                    poller.getLastAccessTime().getSeconds())
                            .isAfter(since));
        } catch (StatusRuntimeException e) {
            return true;
        }
    }
}
