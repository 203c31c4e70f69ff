package dev.penstock.engine;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts and stops a Temporal dev server in its own process, only while the engine's lock is held. */
final class DevServer {

    private static final Duration READY_WITHIN = Duration.ofSeconds(30);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final int LINES_SHOWN = 5;

    /** Becomes the program, whose files are then this user's alone. */
    private static final String PRIVATELY = "umask 077; exec \"$0\" \"$@\"";

    private static final List<String> SETTINGS = List.of(
            "matching.enableFairness=true",
            // A task queue's rate limit is split over its partitions, which makes small limits inaccurate.
            "matching.numTaskqueueReadPartitions=1",
            "matching.numTaskqueueWritePartitions=1",
            // The default of 20 polls a second costs every task 50 ms.
            "history.transferProcessorMaxPollRPS=2000",
            "history.transferProcessorMaxPollHostRPS=2000",
            // Visibility tasks compete with callers' requests for the one database connection, by default
            // 512 at once. Delayed, a workflow that has ended meanwhile is written once, not twice.
            "history.visibilityProcessorSchedulerWorkerCount=1",
            "history.visibilityProcessorMaxPollRPS=5",
            "history.visibilityTaskBatchSize=1000",
            // Completed tasks are dropped only at this interval (30 s by default); until then each new task
            // scans them.
            "history.visibilityProcessorUpdateAckInterval=\"1s\"",
            "history.transferProcessorUpdateAckInterval=\"1s\"");

    private static final List<String> PRAGMAS = List.of(
            "journal_mode=WAL",
            "synchronous=NORMAL",
            // A change of a few bytes writes whole pages: with small ones a request costs less than half of the
            // bytes. The first write fixes the size, and journal_mode makes it; the server sorts the pragmas by
            // name, so the comment puts this one first. A database that exists keeps the size it has.
            "/*first*/page_size=1024",
            // In pages. Rows that change all the time are copied into the database once every 8 MB, not every one.
            "wal_autocheckpoint=8000");

    private final EngineHome home;
    private final OwnSession session;

    DevServer(EngineHome home, OwnSession session) {
        this.home = home;
        this.session = session;
    }

    /** Starts a server and returns when the server is ready to take work. */
    ServerState start(TemporalBinary binary, int port, int uiPort) {
        Process process = launch(binary, port, uiPort);
        ServerState server = new ServerState(
                LiveProcess.of(process.toHandle()), port, uiPort, binary.path().toString(), binary.serverVersion());
        // Written before the server is ready: if this process dies now, the next one finds the server.
        server.writeTo(home);
        awaitReady(server);
        return server;
    }

    /** Waits until the server is ready; false when the server dies or the time is up. The lock need not be held. */
    boolean becomesReady(ServerState server, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try (TemporalProbe probe = new TemporalProbe(server.port())) {
            while (!FreePorts.isOpen(server.port()) || !probe.hasSearchAttributes(TemporalEngine.SEARCH_ATTRIBUTES)) {
                if (!server.isAlive() || System.nanoTime() > deadline) {
                    return false;
                }
                PollingPause.of(POLL_INTERVAL);
            }
            return true;
        }
    }

    /**
     * Kills a server. Asked to end by itself, it would first let a second pass in which other servers notice; what it has
     * acknowledged is in its database either way.
     */
    void stop(ServerState server) {
        server.process().kill();
        ServerState.forget(home);
    }

    private Process launch(TemporalBinary binary, int port, int uiPort) {
        ProcessBuilder builder = new ProcessBuilder(session.leading(command(binary.path(), port, uiPort)))
                .directory(home.engine().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(home.log().toFile());
        // Neither providers' keys nor TEMPORAL_* settings, which are meant for clients.
        ChildEnvironment.SERVER.restrict(builder.environment());
        // Memory for speed: less frequent garbage collection saves a tenth of the server's time, while the heap stays
        // small.
        builder.environment().putIfAbsent("GOGC", "400");
        builder.environment().putIfAbsent("GOMEMLIMIT", "1GiB");
        try {
            keepFormerLog();
            PrivateFiles.ownFile(home.log());
            home.setOrphanedWritesAside();
            home.closeDatabase();
            return builder.start();
        } catch (IOException e) {
            throw new EngineUnavailable("cannot run %s: %s".formatted(binary.path(), e.getMessage()), e);
        }
    }

    private List<String> command(Path binary, int port, int uiPort) {
        Stream<String> fixed = Stream.of(
                "/bin/sh",
                "-c",
                PRIVATELY,
                binary.toString(),
                "server",
                "start-dev",
                "--ip",
                FreePorts.LOOPBACK,
                "--port",
                Integer.toString(port),
                "--ui-port",
                Integer.toString(uiPort),
                "--log-level",
                "warn",
                "--db-filename",
                home.database().toString());
        Stream<String> attributes = TemporalEngine.SEARCH_ATTRIBUTES.stream()
                .flatMap(name -> Stream.of("--search-attribute", name + "=Keyword"));
        return Stream.of(fixed, settings(), attributes).flatMap(part -> part).toList();
    }

    /** The options in which the server differs from the CLI's defaults. */
    static Stream<String> settings() {
        return Stream.concat(
                PRAGMAS.stream().flatMap(pragma -> Stream.of("--sqlite-pragma", pragma)),
                SETTINGS.stream().flatMap(setting -> Stream.of("--dynamic-config-value", setting)));
    }

    /** Keeps the log of the previous server, which is the only evidence after a crash. */
    private void keepFormerLog() throws IOException {
        if (Files.exists(home.log())) {
            Files.move(home.log(), home.log().resolveSibling("server.log.old"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void awaitReady(ServerState server) {
        if (!becomesReady(server, READY_WITHIN)) {
            boolean alive = server.isAlive();
            stop(server);
            throw new EngineUnavailable(whatWentWrong(alive));
        }
    }

    private String whatWentWrong(boolean alive) {
        String what = alive ? "is not ready after %d s".formatted(READY_WITHIN.toSeconds()) : "ended while starting";
        return "the Temporal dev server %s; the end of %s:%n%s%n(if the Temporal CLI was changed since %s was made, move it away, together with its -wal)"
                .formatted(what, home.log(), endOfLog(), home.database());
    }

    String endOfLog() {
        try {
            List<String> lines = Files.readAllLines(home.log());
            return lines.stream()
                    .skip(Math.max(0, lines.size() - LINES_SHOWN))
                    .map(line -> "  " + line)
                    .collect(Collectors.joining(System.lineSeparator()));
        } catch (IOException e) {
            return "  (no log)";
        }
    }
}
