package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.starter.e2e.Verdict.Charged;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** kill -9, again and again, of everything that a deployment consists of. */
@Tag("chaos")
@Timeout(value = 60, unit = TimeUnit.MINUTES)
final class ChaosKillsIT extends ChaosTestCase {
    private static final int TIMES = 5;
    private static final int KILLS = 100;
    private static final int REQUESTS = 20_000;

    @Test
    void workers() throws IOException {
        try (ChaosTrial trial = begin(10_000)) {
            for (int kill = 0; kill < TIMES; kill++) {
                trial.interrupting();
                deployment.replaceWorker(kill % 2);
                trial.over();
            }
            trial.end("kill −9 of one of two workers, five times", Charged.CALLS);
        }
    }

    @Test
    void allWorkersAtOnce() throws IOException {
        try (ChaosTrial trial = begin(10_000)) {
            for (int kill = 0; kill < TIMES; kill++) {
                trial.interrupting();
                deployment.worker(0).kill();
                deployment.worker(1).kill();
                deployment.replaceWorker(0);
                deployment.replaceWorker(1);
                trial.over();
            }
            trial.end("kill −9 of both workers at once, five times", Charged.CALLS);
        }
    }

    @Test
    void theApi() throws IOException {
        try (ChaosTrial trial = begin(10_000)) {
            for (int kill = 0; kill < TIMES; kill++) {
                deployment.killApi();
                deployment.startApi();
                trial.over();
            }
            trial.end("kill −9 of the API process, five times", Charged.CALLS);
        }
    }

    @Test
    void theTemporalServer() throws IOException {
        try (ChaosTrial trial = begin(10_000)) {
            for (int kill = 0; kill < TIMES; kill++) {
                temporal.kill();
                temporal.start();
                trial.over();
            }
            trial.end("kill −9 of the Temporal server, five times", Charged.CALLS);
        }
    }

    @Test
    void everythingAtOnce() throws IOException {
        try (ChaosTrial trial = begin(5_000)) {
            trial.interrupting();
            deployment.worker(0).kill();
            deployment.worker(1).kill();
            deployment.killApi();
            temporal.kill();
            temporal.start();
            deployment.replaceWorker(0);
            deployment.replaceWorker(1);
            deployment.startApi();
            trial.over();
            trial.end("kill −9 of workers, API and Temporal server at once", Charged.CALLS);
        }
    }

    /** Eighty of workers, ten of the server, ten of the API, all while the batch runs: the provider is slow whenever the kills fall behind. */
    @Test
    void aHundredInOneBatch() throws IOException {
        try (ChaosTrial trial = begin(REQUESTS)) {
            for (int kill = 0; kill < KILLS; kill++) {
                awaitAnswers(kill * (REQUESTS - 2_000L) / KILLS);
                switch (kill % 10) {
                    case 4 -> {
                        temporal.kill();
                        temporal.start();
                    }
                    case 9 -> {
                        deployment.killApi();
                        deployment.startApi();
                    }
                    default -> {
                        trial.interrupting();
                        deployment.replaceWorker(kill % 2);
                    }
                }
            }
            assertThat(books.stats().calls().answered()).as("it still runs").isLessThan(REQUESTS);
            answersTake("200ms");
            trial.over();
            trial.end(
                    "100 × kill −9 in one batch: 80 of workers, 10 of the Temporal server, 10 of the API",
                    Charged.CALLS);
        }
    }

    private void awaitAnswers(long next) {
        long ahead = books.stats().calls().answered() - next;
        answersTake(ahead > 100 ? "3s" : "100ms");
        Patience.until(next + " answers", () -> books.stats().calls().answered() >= next);
    }
}
