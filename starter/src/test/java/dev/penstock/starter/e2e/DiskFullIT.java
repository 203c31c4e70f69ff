package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A disk that is full pauses a batch; with room on it, it goes on. */
final class DiskFullIT extends PenstockTestCase {
    private static final int CONCURRENCY = 16;

    /** The calls that run when a group of answers finds no room, and the answers in that group. */
    private static final int UNDER_WAY = 2 * CONCURRENCY;

    private @Nullable SmallDisk disk;

    @AfterEach
    void unmount() {
        penstock.close();
        if (disk != null) {
            disk.close();
        }
    }

    @Test
    void aFullDiskPausesTheBatchUntilThereIsRoom() throws IOException {
        disk = SmallDisk.mount(folder.resolve("disk"), "256k");
        penstock.with("PENSTOCK_STORE", disk.folder().resolve("store").toUri().toString());
        TestingInput input = input(400);
        String[] command = {"run", input.path(), "--json", "--concurrency", Integer.toString(CONCURRENCY)};

        penstock.run(command).expectExit(4).expectSaid("disk", "run the same command again");
        assertThat(books.calls()).as("it became full on the way").isBetween(1L, 399L);

        assertThat(disk.resize("64m")).isTrue();
        Ended ended = penstock.run(command).expectExit(0);

        ResultFile.assertWhole(input);
        assertThat(input.errors()).isEmptyFile();
        assertThat(ended.json().path("completed").asInt()).isEqualTo(400);
        assertThat(books.repeated()).isLessThanOrEqualTo(UNDER_WAY);
    }
}
