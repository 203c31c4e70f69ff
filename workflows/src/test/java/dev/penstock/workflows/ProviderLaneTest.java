package dev.penstock.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Queues;
import dev.penstock.contracts.StoreId;
import dev.penstock.contracts.batch.BatchProgress;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.contracts.batch.BatchWorkflow;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.workflows.batch.BatchWorkflowImpl;
import dev.penstock.workflows.providerbatch.ProviderBatchWorkflowImpl;
import dev.penstock.workflows.shard.ShardWorkflowImpl;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A day at the provider takes a moment here: time is skipped. */
@Timeout(120)
class ProviderLaneTest {
    private static final BatchId ID = new BatchId("mine");
    private static final BatchSpec SPEC =
            BatchSpec.of("file:///in.jsonl").with(SpecKey.SHARD, 10).with(SpecKey.LANE, "provider-batch");

    private final TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance();
    private final TestingActivities activities = new TestingActivities(30);
    private final TestingLane lane = new TestingLane(3, 10, environment::currentTimeMillis);

    @AfterEach
    void close() {
        environment.close();
    }

    @Test
    void pollsForHoursWithoutManyEvents() {
        lane.takes(Duration.ofHours(8));

        run(SPEC);

        assertThat(lane.count("create")).isEqualTo(3);
        assertThat(lane.count("collect")).isEqualTo(3);
        // Every minute, but for a dozen closer looks at first and after continuing as new.
        assertThat(lane.count("look")).isBetween(3 * 470L, 3 * 510L);
    }

    @Test
    void goesThroughTheQueuesOfItsStoreAlone() {
        lane.leaves(2);

        // Nobody serves the shared queue of the lane.
        run(SPEC.with(SpecKey.STORE, "0badcafe"));

        assertThat(lane.asked).contains("upload 1.1", "create 1.1", "collect 1.2 last");
    }

    @Test
    void waitsForRoomAndUploadsOnce() {
        lane.hasRoomAfter(5);

        run(SPEC);

        assertThat(lane.count("upload")).isEqualTo(3);
        assertThat(lane.count("create")).isEqualTo(8);
    }

    @Test
    void submitsWhatFailedOnceMoreAndThenMakesDeadLetters() {
        lane.leaves(2);

        run(SPEC);

        assertThat(lane.asked)
                .contains("collect 1.1", "upload 1.2", "create 1.2", "collect 1.2 last")
                .doesNotContain("upload 1.3");
    }

    @Test
    void callsOnlineWhatTheProviderDoesNotAnswerInTime() {
        lane.stallsAt(4);

        wakeUpAfter(Duration.ofMinutes(53).plusSeconds(42));

        run(SPEC.with(SpecKey.LANE, "auto").with(SpecKey.DEADLINE, "1h"));

        assertThat(lane.count("cancel")).isEqualTo(3);
        assertThat(lane.count("collect")).isEqualTo(3);
        assertThat(activities.called).hasSize(30);
        assertThat(activities.endedAs()).isEqualTo(BatchState.COMPLETED);
        assertThat(Objects.requireNonNull(progress().lane()).rescued())
                .as("the provider answered 12 and delivered none, so a number from its answers would be wrong")
                .startsWith("requests without an answer, from ");
        // 18 requests at 60 a minute, and the margin of a tenth.
        long elapsed = environment.currentTimeMillis() - started;
        assertThat(Duration.ofMillis(elapsed)).isBetween(Duration.ofMinutes(53), Duration.ofMinutes(55));
    }

    @Test
    void doesNotBeginWhatCouldNotBeRescued() {
        run(SPEC.with(SpecKey.LANE, "auto").with(SpecKey.DEADLINE, "20s"));

        assertThat(lane.asked).isEmpty();
        assertThat(activities.called).hasSize(30);
    }

    @Test
    void takesNothingToTheProviderWhenItsTimeIsOver() {
        run(SPEC.with(SpecKey.DEADLINE, "2020-01-01T00:00:00Z"));

        assertThat(lane.asked).isEmpty();
        assertThat(activities.called).isEmpty();
        assertThat(activities.endedAs()).isEqualTo(BatchState.EXPIRED);
    }

    @Test
    void cancellingCancelsAtTheProviderAndKeepsWhatItBrought() {
        lane.stallsAt(4);
        WorkflowStub batch = start(SPEC);
        environment.sleep(Duration.ofMinutes(10));

        batch.cancel();
        wakeUpAfter(Duration.ZERO);

        assertThatThrownBy(() -> batch.getResult(Void.class)).isInstanceOf(WorkflowFailedException.class);
        assertThat(lane.count("cancel")).isEqualTo(3);
        assertThat(lane.count("collect")).isEqualTo(3);
        assertThat(activities.called).isEmpty();
        assertThat(activities.endedAs()).isEqualTo(BatchState.CANCELLED);
    }

    @Test
    void saysWhatTheLaneCannotDo() {
        assertThatThrownBy(SPEC.with(SpecKey.LANE, "auto")::validate).hasMessageContaining("needs a \"deadline\"");
        assertThatThrownBy(SPEC.with(SpecKey.BUDGET_USD, 20)::validate)
                .hasMessageContaining("cannot be combined with a budget");
        assertThatThrownBy(SPEC.with(SpecKey.LANE, "cheap")::validate).hasMessageContaining("provider-batch or auto");
    }

    /**
     * The test server delivers a child's cancelling when it wakes up for a timer; if that is the child's own, it gets stuck
     * over the two at once. Half a minute, since a slow machine begins late.
     */
    private void wakeUpAfter(Duration time) {
        for (int tenth = 1; tenth <= 300; tenth++) {
            environment.registerDelayedCallback(time.plusMillis(100L * tenth), () -> {});
        }
    }

    private long started;

    private BatchProgress progress() {
        return environment
                .getWorkflowClient()
                .newWorkflowStub(BatchWorkflow.class, ID.workflowId())
                .progress();
    }

    private void run(BatchSpec spec) {
        start(spec).getResult(Object.class);
    }

    private WorkflowStub start(BatchSpec spec) {
        StoreId store = spec.store().orElse(null);
        Worker main = environment.newWorker(Queues.MAIN);
        main.registerWorkflowImplementationTypes(
                BatchWorkflowImpl.class, ShardWorkflowImpl.class, ProviderBatchWorkflowImpl.class);
        main.registerActivitiesImplementations(activities);
        environment.newWorker(Queues.lane(store)).registerActivitiesImplementations(lane);
        environment.newWorker(Queues.llm(store, TestingActivities.POOL)).registerActivitiesImplementations(activities);
        if (store != null) {
            environment.newWorker(Queues.files(store)).registerActivitiesImplementations(activities);
        }
        environment.start();
        started = environment.currentTimeMillis();
        BatchWorkflow batch = environment
                .getWorkflowClient()
                .newWorkflowStub(
                        BatchWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(Queues.MAIN)
                                .setWorkflowId(ID.workflowId())
                                .build());
        WorkflowClient.start(batch::run, spec);
        return WorkflowStub.fromTyped(batch);
    }
}
