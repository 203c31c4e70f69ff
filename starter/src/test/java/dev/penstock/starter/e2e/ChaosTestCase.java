package dev.penstock.starter.e2e;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A deployment whose parts are killed, stopped and cut off while a batch runs, on a Temporal server that the test starts and kills. */
@OwnTemporal
@SuppressWarnings("NullAway.Init")
abstract class ChaosTestCase extends PenstockTestCase {
    /** How long the rate is measured before anything goes wrong. */
    static final Duration SETTLING = Duration.ofSeconds(5);

    static final Duration A_MINUTE = Duration.ofSeconds(60);

    TemporalServer temporal;
    Deployment deployment;

    @BeforeEach
    void deploy() throws IOException {
        // With 20 calls at once, 100 a second.
        answersTake("200ms");
        temporal = new TemporalServer(penstock.home().resolve("bin/temporal"), folder).start();
        deployment = new Deployment(penstock, temporal.address());
    }

    @AfterEach
    void takeDown() {
        penstock.close();
        temporal.kill();
    }

    /** Starts the API and two workers, submits a batch, and lets it settle. */
    ChaosTrial begin(int requests) throws IOException {
        deployment.startApi().startWorkers(2);
        return settled(requests, SETTLING);
    }

    /** The same without starting anything. */
    ChaosTrial settled(int requests, Duration settling) throws IOException {
        return new ChaosTrial(deployment, books, input(requests)).settle(settling);
    }
}
