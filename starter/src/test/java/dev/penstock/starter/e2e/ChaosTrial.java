package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.simulator.latency.LatencyDistribution;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A batch that runs while something goes wrong, and the judgement on it. */
final class ChaosTrial implements AutoCloseable {
    /** How soon the full rate must be back. */
    private static final Duration RECOVERY = Duration.ofSeconds(30);

    private static final Duration LONGEST = Duration.ofMinutes(55);
    private static final String FINISHED = "completed|failed|expired|cancelled";

    private final Deployment deployment;
    private final Books books;
    private final TestingInput input;
    private final String batch;
    private final CallRate rate;
    private double full;
    private int interruptions;
    private int inFlight;
    private @Nullable Duration recovery;

    /** Submits an input. */
    ChaosTrial(Deployment deployment, Books books, TestingInput input) throws IOException {
        this.deployment = deployment;
        this.books = books;
        this.input = input;
        this.batch = deployment.submit(input);
        this.rate = new CallRate(books);
    }

    /** Waits until calls come, and measures their rate for so long. */
    ChaosTrial settle(Duration time) {
        books.awaitCalls(2L * Deployment.CONCURRENCY);
        full = rate.during(time);
        return this;
    }

    String batch() {
        return batch;
    }

    /** Notes what is under way, just before calls are cut off. */
    ChaosTrial interrupting() {
        interruptions++;
        inFlight += books.inFlight();
        return this;
    }

    /** Lets the trouble last for a while. */
    ChaosTrial lasting(Duration time) {
        rate.during(time);
        return this;
    }

    /** Waits until the full rate is back, of which the time from now on is kept. */
    ChaosTrial over() {
        Duration took = rate.untilFull(System.nanoTime(), full);
        recovery = recovery == null || took.compareTo(recovery) > 0 ? took : recovery;
        return this;
    }

    /** Waits for the end, with a provider that now answers at once. */
    Verdict judge(Verdict.Charged charged) throws IOException {
        books.provider()
                .change(books.provider().options().toBuilder()
                        .latency(LatencyDistribution.parse("0ms"))
                        .build());
        await(batch + " to end")
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> status().path("status").asText().matches(FINISHED));
        JsonNode counts = status().path("request_counts");
        return Verdict.of(input, file("output_file_id"), file("error_file_id"), counts, books, charged);
    }

    /** Waits for the end, judges, and writes a row of the table. */
    void end(String trouble, Verdict.Charged charged) throws IOException {
        Verdict verdict = judge(charged);
        ChaosTable.put(trouble, verdict, interruptions, inFlight, recovery, most());
        verdict.assertKept(most());
        assertThat(recovery).as("the full rate of %.0f/s again", full).isLessThanOrEqualTo(RECOVERY);
    }

    /** The calls that a worker may have under way when it is killed, and a quarter as many answers on their way to the disk. */
    long most() {
        return 5L * interruptions * Deployment.CONCURRENCY / 4;
    }

    @Override
    public void close() {
        rate.close();
    }

    private JsonNode status() {
        return deployment.api().get("/v1/batches/" + batch);
    }

    private ResultFile file(String name) {
        String id = status().path(name).asText("");
        return id.isEmpty() || id.equals("null")
                ? ResultFile.of("")
                : ResultFile.of(deployment
                        .api()
                        .send(deployment.api().to("/v1/files/" + id + "/content"))
                        .body());
    }
}
