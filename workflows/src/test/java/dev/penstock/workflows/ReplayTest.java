package dev.penstock.workflows;

import static io.temporal.testing.WorkflowReplayer.replayWorkflowExecution;

import dev.penstock.workflows.batch.BatchWorkflowImpl;
import dev.penstock.workflows.budget.BudgetWorkflowImpl;
import dev.penstock.workflows.completion.CompletionWorkflowImpl;
import dev.penstock.workflows.pool.PoolWorkflowImpl;
import dev.penstock.workflows.providerbatch.ProviderBatchWorkflowImpl;
import dev.penstock.workflows.shard.ShardWorkflowImpl;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every history that a real server recorded still leads to the same commands. They are frozen: when one no longer replays,
 * it is the workflow that has to change, by {@code Workflow.getVersion}.
 */
class ReplayTest {
    /** Loading the classes of the first history takes longer than the second that Temporal allows, on a busy machine. */
    private static final Duration DEADLOCK = Duration.ofSeconds(30);

    private static final TestWorkflowEnvironment ENVIRONMENT = TestWorkflowEnvironment.newInstance();

    @AfterAll
    static void close() {
        ENVIRONMENT.close();
    }

    @ParameterizedTest
    @MethodSource("histories")
    void replaysEveryRecordedHistory(String name) throws Exception {
        String history = Files.readString(folder().resolve(name));
        Worker worker = ENVIRONMENT.newWorker(
                name,
                WorkerOptions.newBuilder()
                        .setDefaultDeadlockDetectionTimeout(DEADLOCK.toMillis())
                        .build());
        worker.registerWorkflowImplementationTypes(
                BatchWorkflowImpl.class,
                ShardWorkflowImpl.class,
                CompletionWorkflowImpl.class,
                BudgetWorkflowImpl.class,
                PoolWorkflowImpl.class,
                ProviderBatchWorkflowImpl.class);

        replayWorkflowExecution(WorkflowExecutionHistory.fromJson(history), worker);
    }

    static Stream<String> histories() throws IOException, URISyntaxException {
        Path folder = folder();
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".json"))
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static Path folder() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(ReplayTest.class.getResource("/histories"))
                .toURI());
    }
}
