package dev.penstock.starter.cli.machine;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The number of files and connections that this process may have open, of which the libraries alone need a hundred. */
public final class OpenFileLimit {
    /** Enough for the libraries, the result log's files, Temporal, and some hundred calls and callers. */
    private static final long ENOUGH = 512;

    private static final String LINE = "Max open files";

    private OpenFileLimit() {}

    /** Returns this process's limit, which the JVM has raised as far as it may; empty where the system does not tell. */
    static OptionalLong find() {
        // Not with NIO, whose library may be what can't be opened any more.
        try (BufferedReader limits = new BufferedReader(new FileReader("/proc/self/limits", US_ASCII))) {
            return parse(limits.lines().toList());
        } catch (IOException notLinux) {
            return OptionalLong.empty();
        }
    }

    /** Returns a sentence for the user; empty when the limit is high enough. */
    public static Optional<String> tooLow() {
        OptionalLong limit = find();
        return limit.isEmpty() ? Optional.empty() : tooLow(limit.getAsLong());
    }

    static Optional<String> tooLow(long limit) {
        return limit >= ENOUGH
                ? Optional.empty()
                : Optional.of(
                        ("at most %d files and connections may be open at once, and %d are needed: raise the limit, for"
                                        + " example with `ulimit -n 4096`")
                                .formatted(limit, ENOUGH));
    }

    /** Reads the soft limit, the first number of its line; empty if it is {@code unlimited}. */
    static OptionalLong parse(List<String> limits) {
        return limits.stream()
                .filter(line -> line.startsWith(LINE))
                .map(line -> line.substring(LINE.length()).strip().split("\\s+", 2)[0])
                .filter(limit -> limit.matches("\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .findFirst();
    }
}
