package dev.penstock.starter.e2e;

import dev.penstock.engine.TestingPorts;
import dev.penstock.engine.TestingTemporalCli;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A Temporal that somebody else runs: nobody starts it again when it stops. */
final class TemporalServer implements AutoCloseable {
    private final Path binary;
    private final Path folder;
    private final int port = TestingPorts.forDevServer();
    private final List<String> options = new ArrayList<>();
    private boolean hasDeployments;
    private @Nullable Process process;

    TemporalServer(Path binary, Path folder) {
        this.binary = binary;
        this.folder = folder;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    /** Makes this many besides the default one, named by {@link #namespace}. */
    TemporalServer with(int namespaces) {
        for (int number = 1; number <= namespaces; number++) {
            options.addAll(List.of("--namespace", namespace(number)));
        }
        return this;
    }

    /** Lets it keep worker deployments, for which each namespace needs workers of Temporal's own. */
    TemporalServer withDeployments() {
        hasDeployments = true;
        return this;
    }

    static String namespace(int number) {
        return "test-" + number;
    }

    /** On what it knew before. */
    TemporalServer start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("others.log").toFile());
        builder.environment().putAll(Map.of("GOGC", "400", "GOMEMLIMIT", "1GiB"));
        process = builder.start();
        Patience.until("Temporal at " + address(), () -> TestingPorts.isOpen(port));
        return this;
    }

    /** As the product sets its own up. */
    private List<String> command() {
        // Nobody schedules workflows here, which each namespace otherwise has pollers for.
        Stream<String> deployments =
                hasDeployments ? Stream.of() : Stream.of("--dynamic-config-value", "worker.perNamespaceWorkerCount=0");
        return Stream.of(
                        Stream.of(binary.toString(), "server", "start-dev", "--headless", "--ip", "127.0.0.1"),
                        Stream.of("--port", Integer.toString(port), "--log-level", "error"),
                        Stream.of("--db-filename", folder.resolve("others.db").toString()),
                        TestingTemporalCli.serverSettings(),
                        deployments,
                        options.stream())
                .flatMap(part -> part)
                .toList();
    }

    /** Returns when it is gone. */
    void stop() {
        Process running = process;
        if (running != null) {
            running.destroy();
            running.onExit().join();
        }
    }

    /** As {@code kill -9} does it; returns when it is gone. */
    void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            running.onExit().join();
        }
    }

    /** For signals. */
    long pid() {
        return Objects.requireNonNull(process, "it was never started").pid();
    }

    @Override
    public void close() {
        stop();
    }
}
