package dev.penstock.starter.e2e;

import dev.penstock.starter.e2e.Verdict.Charged;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** kill -9 of the database that a production-shaped Temporal server keeps its state in; skipped where there is none to start. */
@Tag("chaos")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
final class ChaosDatabaseIT extends ChaosTestCase {
    private static final int TIMES = 3;

    @Test
    void postgres() throws IOException {
        try (TemporalOnPostgres server =
                TemporalOnPostgres.start(penstock.home().resolve("bin/temporal"), folder)) {
            deployment = new Deployment(penstock, server.address());
            try (ChaosTrial trial = begin(8_000)) {
                for (int kill = 0; kill < TIMES; kill++) {
                    server.killDatabase();
                    server.startDatabase();
                    trial.over();
                }
                trial.end("kill −9 of Temporal's database (Postgres), three times", Charged.CALLS);
            }
            penstock.close();
        }
    }
}
