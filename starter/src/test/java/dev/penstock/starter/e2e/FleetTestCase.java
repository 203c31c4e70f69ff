package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.store.s3.TestingS3;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three workers and two API processes, each as on a machine of its own: nothing but Temporal and a bucket is common to them. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
abstract class FleetTestCase extends PenstockTestCase {
    private static final int REQUESTS = 240;
    private static final int REQUESTS_PER_MINUTE = 1_200;
    /** Calls of one worker, with answers that are not yet in the store. */
    private static final int UNDER_WAY = 12;

    private final List<Penstock> machines = new ArrayList<>();

    /** Prepares the Temporal that the fleet uses, and has {@link #penstock} name it. */
    abstract void prepareTemporal() throws IOException;

    @BeforeEach
    void buildMachines() throws IOException {
        prepareTemporal();
        String bucket = TestingS3.get().bucket();
        for (int number = 1; number <= 5; number++) {
            machines.add(Penstock.in(Files.createDirectory(folder.resolve("machine-" + number)))
                    .calling(provider)
                    .with("TEMPORAL_ADDRESS", penstock.temporalAddress())
                    .with("TEMPORAL_NAMESPACE", penstock.temporalNamespace())
                    .with(TestingS3.get().environment())
                    .with("PENSTOCK_S3_PATH_STYLE", "true")
                    .with("PENSTOCK_STORE", "s3://" + bucket + "/fleet"));
        }
    }

    @AfterEach
    void stopMachines() {
        machines.forEach(Penstock::close);
    }

    @Test
    void aBatchByTheOpenAiWireSurvivesAWorkerKeepsItsQuotaAndStaysInItsBudget() throws IOException {
        provider.change(provider.options().toBuilder().outputTokens(50).build());
        // Longer than it takes to set a budget and to kill a worker, however slow the machine is.
        answersTake("5s");
        List<Running> workers = IntStream.range(0, 3)
                .mapToObj(number -> machines.get(number)
                        .start("worker", "--rpm", Integer.toString(REQUESTS_PER_MINUTE), "--concurrency", "8"))
                .toList();
        Api first = Api.serve(machines.get(3), "--no-worker");
        Api second = Api.serve(machines.get(4), "--no-worker");
        workers.forEach(worker -> worker.awaitSaid("worker ready"));
        TestingInput input = input(REQUESTS);
        String lines = Files.readString(input.file()).replace("\"messages\"", "\"max_tokens\":60,\"messages\"");

        String batch = first.create(first.upload(lines), "");
        books.awaitCalls(12);
        machines.get(4).run("budget", batch, "0.005").expectExit(0);
        workers.getFirst().signal("9");
        providerAllows(REQUESTS_PER_MINUTE);
        answersTake("200ms");

        Patience.untilCommandsSay(
                "its budget to be spent",
                () -> machines.get(4).run("status", batch).out().contains("paused"));
        books.awaitQuiet();
        long paid = books.calls();
        assertThat(paid).as("calls for a budget of 0.005 USD").isBetween(50L, REQUESTS - 20L);
        // Longer than it takes to pause, however slow the machine is.
        answersTake("20s");
        machines.get(4).run("budget", batch, "5").expectExit(0);
        books.awaitCalls(paid + 10);
        machines.get(4).run("pause", batch).expectExit(0);
        answersTake("200ms");
        books.awaitQuiet();
        long paused = books.calls();
        assertThat(paused).isLessThan(REQUESTS);
        machines.get(3).run("resume", batch).expectExit(0);

        JsonNode ended = second.awaitStatus(batch, "completed");
        assertThat(ended.at("/request_counts/completed").asInt()).isEqualTo(REQUESTS);
        HttpResponse<String> output = second.send(second.to(
                "/v1/files/%s/content".formatted(ended.path("output_file_id").asText())));
        assertThat(ResultFile.of(output.body()).customIds()).isEqualTo(input.customIds());
        assertThat(books.stats().prompts().distinct()).isEqualTo(REQUESTS);
        assertThat(books.repeated()).isLessThanOrEqualTo(UNDER_WAY);
        assertThat(books.stats().calls().throttled())
                .as("calls beyond the quota")
                .isLessThan(16);
        workers.subList(1, 3).forEach(worker -> worker.signal("TERM"));
        workers.subList(1, 3).forEach(worker -> worker.awaitEnd().expectExit(0));
    }
}
