package dev.penstock.starter.e2e;

import dev.penstock.simulator.Simulator;
import dev.penstock.simulator.latency.LatencyDistribution;
import dev.penstock.simulator.options.SimulatorOptions;
import dev.penstock.simulator.quota.QuotaStyle;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A user, a provider, a folder and, on a Temporal that all tests share, a namespace: new for every test. */
@ExtendWith(TemporalForTests.class)
abstract class PenstockTestCase {
    @TempDir
    Path folder;

    Simulator provider;
    Books books;
    Penstock penstock;

    @BeforeEach
    void setUp(TemporalForTests.Variables temporal) throws IOException {
        provider = Simulator.start(SimulatorOptions.DEFAULT);
        books = new Books(provider);
        penstock = Penstock.in(folder).calling(provider).with(temporal.values());
    }

    @AfterEach
    void cleanUp() {
        penstock.close();
        provider.close();
    }

    /** From the next call on. */
    void answersTake(String latency) {
        provider.change(provider.options().toBuilder()
                .latency(LatencyDistribution.parse(latency))
                .build());
    }

    /** Second by second, with nothing said of it in advance. */
    void providerAllows(int requestsPerMinute) {
        provider.change(provider.options().toBuilder()
                .requestsPerMinute(requestsPerMinute)
                .quotaStyle(QuotaStyle.BUCKET)
                .burst(Duration.ofSeconds(1))
                .quotaHeaders(false)
                .build());
    }

    TestingInput input(int requests) throws IOException {
        return TestingInput.of(folder.resolve("input.jsonl"), requests);
    }

    TestingInput inputOf(String... prompts) throws IOException {
        return TestingInput.of(folder.resolve("input.jsonl"), prompts);
    }
}
