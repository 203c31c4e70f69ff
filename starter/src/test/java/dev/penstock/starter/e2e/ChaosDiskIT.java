package dev.penstock.starter.e2e;

import dev.penstock.starter.e2e.Verdict.Charged;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A disk that becomes full in the middle, and one that is slow for a while. */
@Tag("chaos")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
final class ChaosDiskIT extends ChaosTestCase {
    @Test
    void full() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "128m")) {
            Path store = disk.folder().resolve("store");
            penstock.with("PENSTOCK_STORE", store.toUri().toString());
            try (ChaosTrial trial = begin(12_000)) {
                // A group of answers finds no room, and the calls that run meanwhile find none either.
                trial.interrupting().interrupting();
                disk.fill();
                Patience.untilCommandsSay("the batch to be paused", () -> isPaused(trial.batch()));
                trial.lasting(Duration.ofSeconds(20));
                disk.empty();
                penstock.run("resume", trial.batch()).expectExit(0);
                trial.over();
                trial.end("the store's disk is full until the batch has been paused for 20 s", Charged.CALLS);
            }
        }
    }

    @Test
    void slow() throws IOException {
        LibcShim libc = LibcShim.compile(folder);
        penstock.with(libc.environment());
        try (ChaosTrial trial = begin(8_000)) {
            libc.slowDisk(Duration.ofSeconds(2));
            trial.lasting(Duration.ofSeconds(40));
            libc.slowDisk(Duration.ZERO);
            trial.over();
            trial.end("each fsync takes 2 s, for 40 s", Charged.CALLS);
        }
    }

    private boolean isPaused(String batch) {
        Ended status = penstock.run("status", batch, "--json");
        return status.exit() == 0
                && status.json().path("paused_because").asText("").contains("disk");
    }
}
