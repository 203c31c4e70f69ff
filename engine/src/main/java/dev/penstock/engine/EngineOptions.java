package dev.penstock.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The options that decide which Temporal server is used.
 *
 * @param home the state folder, which holds the dev server's database, its log and the cached CLI
 * @param environment the environment variables, of which `TEMPORAL_*`, PENSTOCK_WEB_UI and PATH are used
 * @param port the port at which a local server is looked for, and the first choice for a new dev server
 * @param uiPort the port of a local server's Web UI, and the first choice for a new dev server's
 * @param mayInstall whether the Temporal CLI may be fetched when this machine has none
 * @param patience how long to wait for a server to respond that is configured, or that other processes work with
 */
public record EngineOptions(
        Path home, Map<String, String> environment, int port, int uiPort, boolean mayInstall, Duration patience) {

    private static final int USUAL_PORT = 7233;
    private static final int UI_PORT_DISTANCE = 1_000;

    public EngineOptions {
        environment = Map.copyOf(environment);
    }

    public static EngineOptions fromEnvironment() {
        return from(System.getenv());
    }

    /** Reads PENSTOCK_HOME, PENSTOCK_TEMPORAL_PORT and PENSTOCK_OFFLINE; `TEMPORAL_*` settings are read later, when used. */
    public static EngineOptions from(Map<String, String> environment) {
        boolean offline = environment.getOrDefault("PENSTOCK_OFFLINE", "").equals("1");
        int port = portFrom(environment.getOrDefault("PENSTOCK_TEMPORAL_PORT", ""));
        return new EngineOptions(
                homeFrom(environment.getOrDefault("PENSTOCK_HOME", "")),
                environment,
                port,
                port + UI_PORT_DISTANCE,
                !offline,
                Duration.ofSeconds(15));
    }

    public EngineOptions withPorts(int newPort, int newUiPort) {
        return new EngineOptions(home, environment, newPort, newUiPort, mayInstall, patience);
    }

    EngineOptions waiting(Duration newPatience) {
        return new EngineOptions(home, environment, port, uiPort, mayInstall, newPatience);
    }

    /** Returns the options without the environment, which holds keys. */
    @Override
    public String toString() {
        return "EngineOptions[home=%s, port=%d, uiPort=%d]".formatted(home, port, uiPort);
    }

    private static Path homeFrom(String setting) {
        Path folder = setting.isBlank() ? Path.of(System.getProperty("user.home"), ".penstock") : Path.of(setting);
        return folder.toAbsolutePath();
    }

    private static int portFrom(String setting) {
        if (setting.isBlank()) {
            return USUAL_PORT;
        }
        // The Web UI's port is above this one.
        if (!setting.matches("\\d{1,5}") || Integer.parseInt(setting) < 1 || Integer.parseInt(setting) > 60_000) {
            throw new EngineUnavailable(
                    "PENSTOCK_TEMPORAL_PORT is '%s', but must be a port between 1 and 60000".formatted(setting));
        }
        return Integer.parseInt(setting);
    }
}
