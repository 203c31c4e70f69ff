package dev.penstock.starter.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** A library before the system's own one, which turns a process's clock and slows its disk down while it runs. */
final class LibcShim {
    private static final String SOURCE = "libc_shim.c";

    private final Path library;
    private final Path page;
    private final MappedByteBuffer settings;

    private LibcShim(Path library, Path page) throws IOException {
        this.library = library;
        this.page = page;
        try (FileChannel file =
                FileChannel.open(page, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            settings = file.map(FileChannel.MapMode.READ_WRITE, 0, 2 * Long.BYTES);
        }
        settings.order(ByteOrder.nativeOrder());
    }

    /** Skips the test where there is no Linux or no C compiler. */
    static LibcShim compile(Path folder) throws IOException {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "clocks and disks are changed by LD_PRELOAD");
        Path source = folder.resolve(SOURCE);
        try (var code = LibcShim.class.getResourceAsStream(SOURCE)) {
            Files.write(source, Objects.requireNonNull(code).readAllBytes());
        }
        Path library = folder.resolve("libc_shim.so");
        assumeTrue(isCompiled(source, library), "there is no C compiler to change a process's clock or disk with");
        return new LibcShim(library, folder.resolve("libc_shim.settings"));
    }

    /** For the processes that are to be changed. */
    Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "LIBC_SHIM_SETTINGS", page.toString());
    }

    /** Sets the processes' clocks so far from the machine's, from now on. */
    void jump(Duration fromNow) {
        settings.putLong(0, fromNow.toSeconds());
    }

    /** Lets each fsync take so much longer, from now on. */
    void slowDisk(Duration fsync) {
        settings.putLong(Long.BYTES, fsync.toMillis());
    }

    private static boolean isCompiled(Path source, Path library) {
        try {
            return new ProcessBuilder("cc", "-shared", "-fPIC", "-O1", "-o", library.toString(), source.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException none) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
