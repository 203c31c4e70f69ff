package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A batch that brings down the processes that plan it is failed with that reason, and the others go on. */
final class PlanningDeathsIT extends PenstockTestCase {
    /** The status with which a JVM exits whose memory is used up. */
    private static final int OUT_OF_MEMORY = 3;

    private static final int KILLS = 5;

    @Test
    void aBatchThatUsesUpTheMemoryOfTwoProcessesIsFailedAndOthersGoOn() throws IOException {
        // As one line may have 8 MiB and 400,000 values, a heap of 64 MiB is too small for it.
        submit("heavy", Files.writeString(folder.resolve("heavy.jsonl"), heavyLine()));

        for (int death = 1; death <= 2; death++) {
            assertThat(penstock.launch("-Xmx64m", "worker").awaitEnd().exit())
                    .as("death %d", death)
                    .isEqualTo(OUT_OF_MEMORY);
        }
        submit("light", input(10).file());
        Running third = penstock.start("worker");

        assertThat(penstock.run("results", "light", "--follow")
                        .expectExit(0)
                        .out()
                        .lines())
                .hasSize(10);
        awaitFailed("heavy", "planning this batch brought its process down 2 times, because its memory was used up");
        assertThat(third.isAlive()).isTrue();
        assertThat(books.calls()).isEqualTo(10);

        submit("heavy", Files.writeString(folder.resolve("heavy.jsonl"), heavyLine()));
        penstock.run("results", "heavy", "--follow").expectExit(0);
    }

    @Test
    @Tag("slow")
    void aBatchWhoseProcessIsKilledFiveTimesIsFailedAndOthersGoOn() throws IOException {
        submit("large", input(300_000).file());

        for (int kill = 1; kill <= KILLS; kill++) {
            Running worker = penstock.start("worker");
            Patience.until("worker %d plans".formatted(kill), () -> isPlannedBy(worker, "large"));
            worker.signal("9");
            worker.awaitEnd();
        }
        submit("light", inputOf("hello").file());
        penstock.start("worker");

        penstock.run("results", "light", "--follow").expectExit(0);
        awaitFailed("large", "planning this batch brought its process down 5 times");
    }

    private void submit(String id, Path input) {
        penstock.run("submit", input.toString(), "--id", id).expectExit(0);
    }

    private void awaitFailed(String id, String reason) {
        Patience.untilCommandsSay(
                id + " is failed", () -> penstock.run("status", id).err().contains(reason));
        penstock.run("status", id).expectExit(2);
    }

    private boolean isPlannedBy(Running worker, String batch) throws IOException {
        Path mark = penstock.home().resolve("store/batches/%s/plan/planning.json".formatted(batch));
        return Files.exists(mark) && Files.readString(mark).contains("\"pid\":%d,".formatted(worker.pid()));
    }

    private static String heavyLine() {
        return "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{\"model\":\"gpt-4o-mini\","
                + "\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}],\"x\":[%s{}]}}\n"
                        .formatted("x".repeat(7_000_000), "{},".repeat(190_000));
    }
}
