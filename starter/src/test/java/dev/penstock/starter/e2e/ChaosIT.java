package dev.penstock.starter.e2e;

import dev.penstock.starter.e2e.Verdict.Charged;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The short form of the tests that have the tag "chaos": one batch, and all that fits into half a minute. */
final class ChaosIT extends ChaosTestCase {
    @Test
    void aBatchOutlivesAWorkerTheServerTheApiAndTheWireToTheProvider() throws IOException {
        try (TcpProxy wire = new TcpProxy(provider.port())) {
            penstock.with("OPENAI_BASE_URL", "http://" + wire.address() + "/v1");
            deployment.startApiWithWorker().startWorkers(1);
            try (ChaosTrial trial = settled(1_000, Duration.ofSeconds(1))) {
                trial.interrupting();
                deployment.worker(0).kill();
                wire.cut();
                temporal.kill();
                wire.mend();
                trial.interrupting();
                deployment.killApi();
                temporal.start();
                deployment.startApiWithWorker();
                trial.over();

                trial.judge(Charged.CALLS).assertKept(trial.most());
            }
        }
    }
}
