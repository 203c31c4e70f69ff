package dev.penstock.starter.e2e;

import dev.penstock.simulator.Simulator;
import dev.penstock.simulator.options.SimulatorOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * The classes that a kind of command loads, kept by the JVM as the launcher has it done after a build: half of what a
 * command's start costs is loading them. Each kind is rehearsed once for all tests, with a command as a user gives it.
 */
enum ClassArchive {
    /** Of commands that make calls, and of processes that stay: an API process with a worker does all that they do. */
    WORK(true) {
        @Override
        void rehearse(Penstock penstock, Path folder) throws IOException {
            TestingInput input = TestingInput.of(folder.resolve("input.jsonl"), 3);
            Running serving =
                    penstock.startRehearsal(this, "serve", "--port", "0").awaitSaid("Ctrl-C");
            Api api = new Api(serving, URI.create(serving.api()));
            api.awaitStatus(api.create(api.upload(Files.readString(input.file())), ""), "completed");
            serving.signal("TERM");
            serving.awaitEnd();
        }
    },
    /** Of commands that ask and leave. */
    ANSWERS(false) {
        @Override
        void rehearse(Penstock penstock, Path folder) {
            penstock.startRehearsal(this, "list").awaitEnd();
        }
    };

    private final boolean aheadOfTime;
    private final Path kept =
            Path.of("target", "e2e-" + name().toLowerCase(Locale.ROOT) + ".jsa").toAbsolutePath();

    /**
     * @param many whether so many classes are loaded that it pays to keep them linked, and to know which of their methods ran
     *     often, as the JDK does from 25 on
     */
    ClassArchive(boolean many) {
        aheadOfTime = many && Runtime.version().feature() >= 25;
    }

    abstract void rehearse(Penstock penstock, Path folder) throws IOException;

    /** Returns the archive for a command, by the launcher's rule. */
    static ClassArchive of(String command) {
        return switch (command) {
            case "run", "retry-failed", "complete", "watch", "serve", "worker", "up", "codec-server", "simulate" ->
                WORK;
            default -> ANSWERS;
        };
    }

    /** Makes those that are missing or of an earlier build, both at once. */
    static void makeAll(String temporal) {
        Stream.of(values())
                .filter(archive -> !archive.isUsable())
                .map(archive -> CompletableFuture.runAsync(() -> archive.make(temporal), Thread::startVirtualThread))
                .toList()
                .forEach(CompletableFuture::join);
    }

    /** Options of the JVM for using it; none if it isn't there, and tests are slower, and that is all. */
    List<String> options() {
        return isUsable()
                ? List.of(
                        (aheadOfTime ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + kept,
                        "-Xlog:cds=off",
                        "-Xlog:cds+dynamic=off",
                        "-Xlog:aot=off")
                : List.of();
    }

    /** Options of the JVM for making it as the command ends. */
    List<String> optionsOfRehearsal() {
        return List.of((aheadOfTime ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + kept);
    }

    private boolean isUsable() {
        try {
            return Files.exists(kept)
                    && Files.getLastModifiedTime(kept).compareTo(Files.getLastModifiedTime(Penstock.JAR)) >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void make(String temporal) {
        try {
            Files.deleteIfExists(kept);
            Path folder = Files.createTempDirectory("rehearsal");
            try (Simulator provider = Simulator.start(SimulatorOptions.DEFAULT);
                    Penstock penstock = Penstock.in(folder).calling(provider)) {
                rehearse(penstock.with("TEMPORAL_ADDRESS", temporal), folder);
            }
            List<Path> left = new ArrayList<>();
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(left::add);
            }
            for (Path file : left) {
                Files.delete(file);
            }
        } catch (IOException | RuntimeException | AssertionError e) {
            System.err.printf("no archive of the classes for %s, so tests are slower: %s%n", this, e);
        }
    }
}
