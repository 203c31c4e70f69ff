package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.penstock.starter.e2e.Verdict.Charged;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Processes that stand still and go on as if nothing had happened, and clocks that jump. */
@Tag("chaos")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
final class ChaosPausesIT extends ChaosTestCase {
    @Test
    void aWorker() throws IOException {
        try (ChaosTrial trial = begin(15_000)) {
            trial.interrupting();
            deployment.worker(0).signal("STOP");
            trial.lasting(A_MINUTE);
            deployment.worker(0).signal("CONT");
            trial.over();
            trial.end("SIGSTOP of one of two workers for 60 s", Charged.CALLS);
        }
    }

    @Test
    void theTemporalServer() throws IOException {
        try (ChaosTrial trial = begin(7_000)) {
            Signals.send("STOP", temporal.pid());
            trial.lasting(A_MINUTE);
            Signals.send("CONT", temporal.pid());
            trial.over();
            trial.end("SIGSTOP of the Temporal server for 60 s", Charged.CALLS);
        }
    }

    /** Of all processes of Penstock; the Temporal server's clock is the machine's, which a test must leave alone. */
    @Test
    void clocks() throws IOException {
        LibcShim libc = LibcShim.compile(folder);
        penstock.with(libc.environment());
        try (ChaosTrial trial = begin(15_000)) {
            for (Duration jump : List.of(Duration.ofHours(1), Duration.ofHours(-1), Duration.ofDays(-2))) {
                libc.jump(jump);
                assertThat(clockOfApi())
                        .as("the shim turns the clock")
                        .isCloseTo(Instant.now().plus(jump), within(1, ChronoUnit.MINUTES));
                trial.over().lasting(Duration.ofSeconds(15));
            }
            libc.jump(Duration.ZERO);
            trial.over();
            trial.end("clocks of workers and API jump by +1 h, −1 h, −2 days and back", Charged.CALLS);
        }
    }

    private Instant clockOfApi() {
        String file = deployment.api().upload("{}");
        return Instant.ofEpochSecond(
                deployment.api().get("/v1/files/" + file).path("created_at").asLong());
    }
}
