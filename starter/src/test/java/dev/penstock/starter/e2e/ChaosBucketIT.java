package dev.penstock.starter.e2e;

import dev.penstock.starter.e2e.Verdict.Charged;
import dev.penstock.store.s3.TestingS3;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A store in a bucket that workers do not reach for a while. */
@Tag("chaos")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
final class ChaosBucketIT extends ChaosTestCase {
    private static final Duration AWAY = Duration.ofSeconds(40);

    @Test
    void betweenAWorkerAndTheBucket() throws IOException {
        TestingS3 s3 = TestingS3.get();
        penstock.with(s3.environment()).with("PENSTOCK_STORE", "s3://%s/chaos".formatted(s3.bucket()));
        try (TcpProxy wire = new TcpProxy(s3.port())) {
            deployment.startApi().startWorkers(1).startWorkerWith(TestingS3.environment(wire.port()));
            try (ChaosTrial trial = settled(12_000, SETTLING)) {
                trial.interrupting();
                wire.silence();
                trial.lasting(AWAY);
                wire.mend();
                trial.over().interrupting();
                wire.cut();
                trial.lasting(AWAY);
                wire.mend();
                trial.over();
                trial.end("the wire of one of two workers to the bucket: silent for 40 s, cut for 40 s", Charged.CALLS);
            }
        }
    }
}
