package dev.penstock.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A `temporal` CLI that is new enough to run the dev server as Penstock needs it. */
record TemporalBinary(Path path, String cliVersion, String serverVersion) {

    /** Matches "temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)". */
    private static final Pattern VERSION = Pattern.compile("version (\\d+)\\.(\\d+)(\\S*) \\(Server (\\S+?)[,)]");

    private static final int MAJOR = 1;

    /** The first minor version whose server supports task queue fairness. */
    private static final int OLDEST_MINOR = 5;

    static Optional<TemporalBinary> find(Path path, Consumer<String> say) {
        if (!Files.isExecutable(path)) {
            return Optional.empty();
        }
        String answer = ExternalCommand.run(Duration.ofSeconds(10), List.of(path.toString(), "--version"))
                .orElse("");
        Optional<TemporalBinary> binary = parse(path, answer);
        if (binary.isEmpty()) {
            String what = answer.isBlank() ? "does not run" : "is too old or unknown (" + answer.strip() + ")";
            say.accept(
                    "skipping %s: it %s; version %d.%d or later is needed".formatted(path, what, MAJOR, OLDEST_MINOR));
        }
        return binary;
    }

    static Optional<TemporalBinary> parse(Path path, String answer) {
        Matcher version = VERSION.matcher(answer);
        if (!version.find()) {
            return Optional.empty();
        }
        int major = Integer.parseInt(version.group(1));
        int minor = Integer.parseInt(version.group(2));
        if (major < MAJOR || (major == MAJOR && minor < OLDEST_MINOR)) {
            return Optional.empty();
        }
        return Optional.of(
                new TemporalBinary(path, "%d.%d%s".formatted(major, minor, version.group(3)), version.group(4)));
    }
}
