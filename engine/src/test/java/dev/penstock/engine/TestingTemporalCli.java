package dev.penstock.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The Temporal CLI, got the way the product gets it, but only once for the tests of all modules. */
public final class TestingTemporalCli {
    private static final Path DOWNLOADED =
            Path.of("..", "target", "temporal-cli").toAbsolutePath().normalize();

    private TestingTemporalCli() {}

    /** Puts it where the product looks for it in this state folder; its path there. */
    public static Path linkInto(Path home) throws IOException {
        EngineHome shared = EngineHome.prepare(DOWNLOADED);
        EngineOptions options = EngineOptions.from(environment());
        List<String> said = new CopyOnWriteArrayList<>();
        TemporalBinary binary = shared.lock(line -> {})
                .whileHeld(() -> new BinaryFinder(shared, options, said::add).find())
                .orElseThrow(() -> new IllegalStateException("no Temporal CLI: " + said));
        Path cached = Files.createDirectories(home.resolve("bin")).resolve("temporal");
        try {
            return Files.createLink(cached, binary.path());
        } catch (IOException e) {
            return Files.createSymbolicLink(cached, binary.path());
        }
    }

    /** The options with which the product starts its own server, besides names and places. */
    public static Stream<String> serverSettings() {
        return DevServer.settings();
    }

    private static Map<String, String> environment() {
        return Map.of(
                "PENSTOCK_HOME", DOWNLOADED.toString(), "PATH", System.getenv().getOrDefault("PATH", ""));
    }
}
