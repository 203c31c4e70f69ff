package dev.penstock.starter.e2e;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Has the JVM keep the classes that a small batch loads, once for all tests, as the launcher does after a build: half of
 * what a command's start costs is loading them.
 */
final class ClassArchive {
    private static final Path KEPT = Path.of("target", "e2e-classes.jsa").toAbsolutePath();

    /** From 25 on the JDK keeps classes linked, and which of their methods ran often. */
    private static final boolean AHEAD_OF_TIME = Runtime.version().feature() >= 25;

    private ClassArchive() {}

    /**
     * For {@code java -jar}.
     *
     * @param start the command up to the jar, which it ends with
     */
    static synchronized List<String> options(List<String> start, Path jar) {
        try {
            if (!Files.exists(KEPT) || Files.getLastModifiedTime(KEPT).compareTo(Files.getLastModifiedTime(jar)) < 0) {
                rehearse(start);
            }
            return Files.size(KEPT) == 0
                    ? List.of()
                    : List.of(
                            AHEAD_OF_TIME ? "-XX:AOTCache=" + KEPT : "-XX:SharedArchiveFile=" + KEPT,
                            "-Xlog:cds=off",
                            "-Xlog:cds+dynamic=off",
                            "-Xlog:aot=off");
        } catch (IOException e) {
            throw new IllegalStateException("no archive of classes", e);
        }
    }

    private static void rehearse(List<String> start) throws IOException {
        Files.deleteIfExists(KEPT);
        Path folder = Files.createTempDirectory("rehearsal");
        List<String> command = new ArrayList<>(start);
        command.add(1, (AHEAD_OF_TIME ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + KEPT);
        command.addAll(List.of("rehearse", folder.toString()));
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File("target", "rehearsal.log"))
                .start()
                .onExit()
                .join();
        if (!Files.exists(KEPT)) {
            // Not tried again: tests are slower without, and that is all.
            Files.createFile(KEPT);
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
