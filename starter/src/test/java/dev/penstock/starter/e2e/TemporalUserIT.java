package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.Queues;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.BatchWorkflow;
import dev.penstock.contracts.batch.SpecKey;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batches started by people who know Temporal, and not our command. */
final class TemporalUserIT extends PenstockTestCase {
    private Running up;

    @BeforeEach
    void startUp() {
        up = penstock.with("PENSTOCK_TENANTS_ACME_WEIGHT", "4").start("up").awaitSaid("ready; submit with");
    }

    @Test
    void aBatchIsStartedByTheTemporalCommand() throws IOException {
        TestingInput input = input(10);

        penstock.executeByTemporal(
                        "batch/mine",
                        "{\"input\":\"%s\",\"model\":\"gpt-4o-mini\"}"
                                .formatted(input.file().toUri()))
                .expectExit(0);

        Ended results = penstock.run("results", "mine").expectExit(0);
        assertThat(ResultFile.of(results.out()).customIds()).isEqualTo(input.customIds());
        books.assertNoneRepeated();
    }

    @Test
    void aTypingErrorFailsTheBatchWithTheKeyThatWasMeant() throws IOException {
        String input = input(1).file().toUri().toString();

        Ended ended = penstock.executeByTemporal(
                "batch/typo", "{\"input\":\"%s\",\"modle\":\"gpt-4o-mini\"}".formatted(input));

        assertThat(ended.exit()).isNotZero();
        assertThat(ended.out() + ended.err()).contains("a batch has no \"modle\"; did you mean \"model\"?");
        assertThat(books.calls()).isZero();
    }

    @Test
    void workflowsWithForeignIdsAreLeftOutOfListsAndMetrics() throws Exception {
        String spec = "{\"input\":\"%s\",\"model\":\"gpt-4o-mini\"}"
                .formatted(input(1).file().toUri());
        for (String id : List.of("batch/../../x", "batch/", "x", "batch/%00")) {
            assertThat(penstock.executeByTemporal(id, spec).exit()).isNotZero();
        }
        penstock.executeByTemporal("batch/mine", spec).expectExit(0);

        Patience.untilCommandsSay(
                "the batch to be listed",
                () -> penstock.run("list").expectExit(0).out().contains("mine"));
        assertThat(penstock.run("list").out()).doesNotContain("..", "%00");
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (String path : List.of("/metrics", "/dashboard/overview")) {
                HttpRequest request =
                        HttpRequest.newBuilder(URI.create(up.api() + path)).build();
                assertThat(http.send(request, BodyHandlers.ofString()).statusCode())
                        .as(path)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void aBatchIsStartedFromJava() throws IOException {
        TestingInput input = input(10);
        String shard = penstock.withTemporal(client -> {
            BatchWorkflow batch = client.newWorkflowStub(
                    BatchWorkflow.class,
                    WorkflowOptions.newBuilder()
                            .setTaskQueue(Queues.MAIN)
                            .setWorkflowId("batch/from-java")
                            .build());

            BatchResult result =
                    batch.run(BatchSpec.of(input.file().toUri().toString()).with(SpecKey.TENANT, "acme"));

            assertThat(result.receipt().counts().completed()).isEqualTo(10);
            assertThat(batch.progress().total()).isEqualTo(10);
            return shardInput(client, "batch/from-java/shard/0000");
        });
        assertThat(shard)
                .as("has the weight that the workers are configured with")
                .contains("\"tenant\":\"acme\",\"weight\":4.0");
        Ended results = penstock.run("results", "from-java").expectExit(0);
        assertThat(ResultFile.of(results.out()).customIds()).isEqualTo(input.customIds());
    }

    private static String shardInput(WorkflowClient client, String workflowId) {
        return client.fetchHistory(workflowId)
                .getEvents()
                .getFirst()
                .getWorkflowExecutionStartedEventAttributes()
                .getInput()
                .getPayloads(0)
                .getData()
                .toStringUtf8();
    }
}
