package dev.penstock.workflows;

import static io.temporal.testing.WorkflowReplayer.replayWorkflowExecutionFromResource;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every history that a real server recorded still leads to the same commands. A new one is recorded with
 * {@code temporal workflow show --workflow-id ID --output json}; put it beside the others.
 */
class ReplayTest {
    @ParameterizedTest
    @MethodSource("histories")
    void replaysEveryRecordedHistory(String name) throws Exception {
        replayWorkflowExecutionFromResource(
                "histories/" + name,
                BatchWorkflowImpl.class,
                ShardWorkflowImpl.class,
                PipelineShardWorkflowImpl.class,
                CompletionWorkflowImpl.class,
                BudgetWorkflowImpl.class,
                PoolWorkflowImpl.class,
                ProviderBatchWorkflowImpl.class);
    }

    static Stream<String> histories() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(ReplayTest.class.getResource("/histories"))
                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList().stream();
        }
    }
}
