package dev.penstock.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system of a few hundred kilobytes in memory; only root may mount one, and so only root runs these tests. */
record TinyDisk(Path folder) implements AutoCloseable {
    static TinyDisk mount(Path folder, String size) throws IOException, InterruptedException {
        boolean mounted = run(List.of("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString())) == 0;
        assumeTrue(mounted, "skipped: mounting a small tmpfs takes root and the right to mount");
        return new TinyDisk(folder);
    }

    /** Takes all the room that is left. */
    Path fill() throws IOException {
        Path ballast = folder.resolve("ballast");
        byte[] some = new byte[1000];
        try (var out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(some);
            }
        } catch (IOException e) {
            return ballast;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            assertThat(run(List.of("umount", folder.toString()))).isZero();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static int run(List<String> command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1; // no such command here
        }
    }
}
