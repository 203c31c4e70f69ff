package dev.penstock.starter.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What decides which Temporal is used.
 *
 * @param home the state folder: the dev server's database, its log, the cached CLI
 * @param environment `TEMPORAL_*` settings and PATH
 * @param port where a local server is looked for, and the first choice for one of our own
 * @param uiPort the same for its Web UI
 * @param mayInstall whether the Temporal CLI may be fetched when this machine has none
 * @param patience how long a configured server may take to answer
 */
public record EngineOptions(
        Path home, Map<String, String> environment, int port, int uiPort, boolean mayInstall, Duration patience) {

    public static final int USUAL_PORT = 7233;
    public static final int USUAL_UI_PORT = 8233;

    public EngineOptions {
        environment = Map.copyOf(environment);
    }

    public static EngineOptions fromEnvironment() {
        return from(System.getenv());
    }

    public static EngineOptions from(Map<String, String> environment) {
        String home = environment.getOrDefault("PENSTOCK_HOME", "");
        Path folder = home.isBlank() ? Path.of(System.getProperty("user.home"), ".penstock") : Path.of(home);
        boolean offline = environment.getOrDefault("PENSTOCK_OFFLINE", "").equals("1");
        return new EngineOptions(
                folder.toAbsolutePath(), environment, USUAL_PORT, USUAL_UI_PORT, !offline, Duration.ofSeconds(15));
    }

    public EngineOptions withPorts(int newPort, int newUiPort) {
        return new EngineOptions(home, environment, newPort, newUiPort, mayInstall, patience);
    }

    public EngineOptions withPatience(Duration newPatience) {
        return new EngineOptions(home, environment, port, uiPort, mayInstall, newPatience);
    }
}
