package dev.penstock.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Queues;
import dev.penstock.contracts.ShardCut;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.batch.BatchProgress;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.BatchWorkflow;
import dev.penstock.contracts.batch.Plan;
import dev.penstock.contracts.batch.PlanActivity;
import dev.penstock.workflows.batch.BatchWorkflowImpl;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HoldInterceptorTest {
    private final AtomicInteger planned = new AtomicInteger();

    @Test
    void aBatchThatCannotBePlannedIsOnHoldAndSaysWhy() {
        try (TestWorkflowEnvironment temporal = temporal()) {
            BatchWorkflow batch = temporal.getWorkflowClient()
                    .newWorkflowStub(
                            BatchWorkflow.class,
                            WorkflowOptions.newBuilder()
                                    .setTaskQueue(Queues.MAIN)
                                    .setWorkflowId(new BatchId("mine").workflowId())
                                    .build());
            WorkflowClient.start(batch::run, BatchSpec.of("file:///data/in.jsonl"));

            BatchProgress held = awaitHold(temporal, batch);

            assertThat(held.held()).isTrue();
            assertThat(held.pausedBecause())
                    .startsWith("planning failed 5 times with the same error: java.lang.ArithmeticException: long"
                            + " overflow");
            assertThat(planned).hasValue(5);

            batch.resume();

            awaitHold(temporal, batch);
            assertThat(planned).hasValue(10);
        }
    }

    private BatchProgress awaitHold(TestWorkflowEnvironment temporal, BatchWorkflow batch) {
        int before = planned.get();
        return await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> {
                            temporal.sleep(Duration.ofSeconds(10));
                            return batch.progress();
                        },
                        progress -> progress.pausedBecause() != null && (before == 0 || planned.get() > before + 1));
    }

    private TestWorkflowEnvironment temporal() {
        TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(new HoldInterceptor(pool -> false))
                        .build())
                .build());
        Worker main = temporal.newWorker(Queues.MAIN);
        main.registerWorkflowImplementationTypes(BatchWorkflowImpl.class);
        main.registerActivitiesImplementations(new Broken());
        temporal.start();
        return temporal;
    }

    /** A bug, which time does not mend. */
    private final class Broken implements PlanActivity {
        @Override
        public Plan batch(BatchId batch, BatchSpec spec) {
            planned.incrementAndGet();
            throw new ArithmeticException("long overflow");
        }

        @Override
        public ShardCut cut(BatchId batch, int shard) {
            return ShardCut.asPlanned(List.of());
        }

        @Override
        public List<Slice> slices(BatchId batch, int shard) {
            return List.of();
        }
    }
}
