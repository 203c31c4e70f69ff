package dev.penstock.starter.e2e;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** A fleet on a Temporal server with several shards on Postgres, as in production; skipped where there is none to start. */
@OwnTemporal
@Tag("chaos")
final class FleetOnPostgresIT extends FleetTestCase {
    private @Nullable TemporalOnPostgres temporal;

    @Override
    void prepareTemporal() throws IOException {
        temporal = TemporalOnPostgres.start(penstock.home().resolve("bin/temporal"), folder);
        penstock.with("TEMPORAL_ADDRESS", temporal.address());
    }

    @AfterEach
    void stopTemporal() {
        if (temporal != null) {
            stopMachines();
            temporal.close();
        }
    }
}
