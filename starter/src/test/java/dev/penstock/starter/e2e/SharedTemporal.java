package dev.penstock.starter.e2e;

import dev.penstock.engine.TestingTemporalCli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The Temporal that all tests share; each has a namespace of its own, and so sees nothing of the others. */
final class SharedTemporal implements AutoCloseable {
    /** More than there are tests, repeated ones included. */
    private static final int NAMESPACES = 400;

    private final AtomicInteger taken = new AtomicInteger();
    private final Path folder;
    private final TemporalServer server;

    private SharedTemporal(Path folder, TemporalServer server) {
        this.folder = folder;
        this.server = server;
    }

    static SharedTemporal start() throws IOException {
        Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "e2e-temporal");
        Path binary = TestingTemporalCli.linkInto(folder);
        TemporalServer server =
                new TemporalServer(binary, folder).with(NAMESPACES).start();
        ClassArchive.makeAll(server.address());
        return new SharedTemporal(folder, server);
    }

    /** As a command's environment names it. */
    Map<String, String> newNamespace() {
        int number = taken.incrementAndGet();
        if (number > NAMESPACES) {
            throw new IllegalStateException("more tests than the " + NAMESPACES + " namespaces that were made");
        }
        return Map.of("TEMPORAL_ADDRESS", server.address(), "TEMPORAL_NAMESPACE", TemporalServer.namespace(number));
    }

    @Override
    public void close() throws IOException {
        server.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
