package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A disk that is full pauses a batch; with room on it, it goes on. */
final class DiskFullIT extends PenstockTestCase {
    private static final int CONCURRENCY = 16;

    /** The calls that run when a group of answers finds no room, and the answers in that group. */
    private static final int UNDER_WAY = 2 * CONCURRENCY;

    private @Nullable Path disk;

    @AfterEach
    void unmount() {
        penstock.close();
        if (disk != null) {
            done("umount", "-l", disk.toString());
        }
    }

    @Test
    void aFullDiskPausesTheBatchUntilThereIsRoom() throws IOException {
        disk = Files.createDirectories(folder.resolve("disk"));
        assumeTrue(
                done("mount", "-t", "tmpfs", "-o", "size=256k", "penstock-test", disk.toString()),
                "this user may not mount a small disk, so what happens on a full one is not tested");
        penstock.with("PENSTOCK_STORE", disk.resolve("store").toUri().toString());
        TestingInput input = input(400);
        String[] command = {"run", input.path(), "--json", "--concurrency", Integer.toString(CONCURRENCY)};

        penstock.run(command).expectExit(4).expectSaid("disk", "run the same command again");
        assertThat(books.calls()).as("it became full on the way").isBetween(1L, 399L);

        assertThat(done("mount", "-o", "remount,size=64m", disk.toString())).isTrue();
        Ended ended = penstock.run(command).expectExit(0);

        ResultFile.assertWhole(input);
        assertThat(input.errors()).isEmptyFile();
        assertThat(ended.json().path("completed").asInt()).isEqualTo(400);
        assertThat(books.repeated()).isLessThanOrEqualTo(UNDER_WAY);
    }

    private static boolean done(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
