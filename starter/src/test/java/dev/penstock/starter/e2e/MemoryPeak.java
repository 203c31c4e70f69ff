package dev.penstock.starter.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The most memory that a process has used since a moment, by its log of collections and by the system. */
final class MemoryPeak {
    private static final Pattern COLLECTION = Pattern.compile("(\\d+)M->\\d+M\\((\\d+)M\\)");
    private static final Pattern RESIDENT = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    private final Path log;
    private final Path system;
    private final int before;

    private MemoryPeak(Path folder, long pid) {
        this.log = folder.resolve("gc-%d.log".formatted(pid));
        this.system = Path.of("/proc", Long.toString(pid));
        this.before = collections().size();
    }

    /** Returns the JVM option of processes that can be observed. */
    static String option(Path folder) {
        return "-Xlog:gc:file=%s".formatted(folder.resolve("gc-%p.log"));
    }

    static MemoryPeak since(Path folder, long pid) {
        MemoryPeak peak = new MemoryPeak(folder, pid);
        try {
            Files.writeString(peak.system.resolve("clear_refs"), "5");
        } catch (IOException otherSystem) {
            // Then the peak of the process's whole life is told.
        }
        return peak;
    }

    /** Returns the most that the heap had before a collection, in MiB; 0 if there was none. */
    long heap() {
        return collections().stream()
                .skip(before)
                .mapToLong(collection -> Long.parseLong(collection.group(1)))
                .max()
                .orElse(0);
    }

    /** Returns the most memory of the whole process, in MiB; 0 where the system does not tell. */
    long resident() {
        try (Stream<String> lines = Files.lines(system.resolve("status"))) {
            return lines.flatMap(line -> RESIDENT.matcher(line).results())
                    .mapToLong(found -> Long.parseLong(found.group(1)) >> 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException otherSystem) {
            return 0;
        }
    }

    private List<MatchResult> collections() {
        try {
            return Files.exists(log)
                    ? COLLECTION.matcher(Files.readString(log)).results().toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
