package dev.penstock.contracts;

import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells which processes take activities from a task queue, by what the Temporal server remembers of their polls. */
public final class QueuePollers {
    /** A living worker polls at least once a minute; Temporal remembers polls for longer. */
    private static final Duration SILENCE = Duration.ofSeconds(90);

    private final WorkflowClient client;

    public QueuePollers(WorkflowClient client) {
        this.client = client;
    }

    /** Returns the identities of the processes that have polled a queue lately; empty where the server does not say. */
    public Optional<Set<String>> find(String queue) {
        try {
            Instant since = Instant.now().minus(SILENCE);
            return Optional.of(client
                    .getWorkflowServiceStubs()
                    .blockingStub()
                    .describeTaskQueue(DescribeTaskQueueRequest.newBuilder()
                            .setNamespace(client.getOptions().getNamespace())
                            .setTaskQueue(TaskQueue.newBuilder().setName(queue))
                            .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
                            .build())
                    .getPollersList()
                    .stream()
                    .filter(poller -> Instant.ofEpochSecond(
                                    poller.getLastAccessTime().getSeconds())
                            .isAfter(since))
                    .map(PollerInfo::getIdentity)
                    .collect(Collectors.toSet()));
        } catch (StatusRuntimeException e) {
            return Optional.empty();
        }
    }
}
