package dev.penstock.starter.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.penstock.engine.TestingPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Temporal server on Postgres, started by the script that the environment variable {@code TEMPORAL_POSTGRES} names:
 * {@code SCRIPT start --port PORT} says "ready" when it serves, and has its database ten ports above and in
 * {@code temporal-postgres-PORT} of the folder for temporary files.
 */
final class TemporalOnPostgres implements AutoCloseable {
    private static final Duration BUILT_WITHIN = Duration.ofMinutes(15);
    private static final int TO_DATABASE = 10;

    private final Process process;
    private final int port;

    private TemporalOnPostgres(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Skips the test where no script is named. */
    static TemporalOnPostgres start(Path cli, Path folder) throws IOException {
        String script = System.getenv().getOrDefault("TEMPORAL_POSTGRES", "");
        assumeTrue(!script.isEmpty(), "TEMPORAL_POSTGRES names no script that starts Temporal on Postgres");
        int port = TestingPorts.forDevServer();
        Path out = folder.resolve("temporal-postgres.txt");
        ProcessBuilder builder = new ProcessBuilder(script, "start", "--port", Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().put("TEMPORAL_CLI", cli.toString());
        builder.environment().put("TMPDIR", "/tmp");
        Process process = builder.start();
        await("Temporal on Postgres")
                .atMost(BUILT_WITHIN)
                .pollInterval(Duration.ofMillis(500))
                .failFast(() -> !process.isAlive())
                .until(() -> Files.readString(out).contains("ready"));
        return new TemporalOnPostgres(process, port);
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /** Kills the database's processes as {@code kill -9} does it. */
    void killDatabase() throws IOException {
        String pid = Files.readAllLines(data().resolve("postmaster.pid")).getFirst();
        ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        List<ProcessHandle> all =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(each -> Patience.until("its end", () -> !each.isAlive()));
    }

    void startDatabase() throws IOException {
        String start =
                "%s/pg_ctl -D %s -o '-p %d -c max_connections=200 -c unix_socket_directories=/tmp' -l %s/log -w start"
                        .formatted(binaries(), data(), port + TO_DATABASE, data());
        boolean root = System.getProperty("user.name").equals("root");
        List<String> command = root ? List.of("su", "postgres", "-c", start) : List.of("/bin/sh", "-c", start);
        try {
            Process starting = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!starting.waitFor(1, TimeUnit.MINUTES) || starting.exitValue() != 0) {
                throw new AssertionError("the database does not start again; see " + data().resolve("log"));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(1, TimeUnit.MINUTES).join();
    }

    private Path data() {
        return Path.of("/tmp", "temporal-postgres-" + port);
    }

    private static Path binaries() throws IOException {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.sorted().toList().getLast().resolve("bin");
        }
    }
}
