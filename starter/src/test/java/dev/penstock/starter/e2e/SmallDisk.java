package dev.penstock.starter.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk in memory of a size of its own, which a test can fill up. */
record SmallDisk(Path folder) implements AutoCloseable {
    /** Skips the test where this user may not mount anything. */
    static SmallDisk mount(Path folder, String size) throws IOException {
        Files.createDirectories(folder);
        assumeTrue(
                isDone("mount", "-t", "tmpfs", "-o", "size=" + size, "penstock-test", folder.toString()),
                "this user may not mount a small disk, so what happens on a full one is not tested");
        return new SmallDisk(folder);
    }

    /** Changes the size; what is on the disk stays. */
    boolean resize(String size) {
        return isDone("mount", "-o", "remount,size=" + size, folder.toString());
    }

    /** Takes all the room that is left. */
    void fill() throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream ballast = Files.newOutputStream(ballast())) {
            while (Files.getFileStore(folder).getUsableSpace() > 0) {
                ballast.write(block);
            }
        } catch (IOException full) {
            // As it is meant to be.
        }
    }

    /** Gives back what {@link #fill} has taken. */
    void empty() throws IOException {
        Files.delete(ballast());
    }

    @Override
    public void close() {
        isDone("umount", "-l", folder.toString());
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    private static boolean isDone(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
