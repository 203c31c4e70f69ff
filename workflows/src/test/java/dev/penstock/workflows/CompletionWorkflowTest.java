package dev.penstock.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.Queues;
import dev.penstock.contracts.completion.CompletionRequest;
import dev.penstock.contracts.completion.CompletionResult;
import io.temporal.api.common.v1.Priority;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CompletionWorkflowTest {
    @Test
    void waitsItsTurnBesideOtherTenants() {
        Priority priority = priorityOfCall("acme", 4.0);

        assertThat(priority.getPriorityKey()).isEqualTo(1);
        assertThat(priority.getFairnessKey()).isEqualTo("acme");
        assertThat(priority.getFairnessWeight()).isEqualTo(20);
    }

    @Test
    void isNobodysWhereNoTenantIsNamed() {
        assertThat(priorityOfCall(null, null).getFairnessKey()).isEmpty();
    }

    private static Priority priorityOfCall(@Nullable String tenant, @Nullable Double weight) {
        CompletionRequest request = new CompletionRequest(
                TestingActivities.POOL,
                Map.of(),
                Duration.ofMinutes(1),
                null,
                null,
                null,
                null,
                tenant,
                weight,
                null,
                null);
        try (TestingTemporal temporal = new TestingTemporal(new TestingActivities(0))) {
            WorkflowClient client = temporal.environment.getWorkflowClient();
            WorkflowStub completion = client.newUntypedWorkflowStub(
                    "Completion",
                    WorkflowOptions.newBuilder()
                            .setTaskQueue(Queues.MAIN)
                            .setWorkflowId("completion/c")
                            .build());
            completion.start(request);
            CompletionResult unused = completion.getResult(CompletionResult.class);
            return client.fetchHistory("completion/c").getEvents().stream()
                    .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
                    .map(event ->
                            event.getActivityTaskScheduledEventAttributes().getPriority())
                    .findFirst()
                    .orElseThrow();
        }
    }
}
