package dev.penstock.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A state folder and ports of a test's own, with the Temporal CLI at hand the way the product gets it. */
final class TestingMachine {

    final Path home;
    final List<String> said = new CopyOnWriteArrayList<>();
    final int port = TestingPorts.forDevServer();
    final int uiPort = FreePorts.firstFreeFrom(port + 1_000);

    TestingMachine(Path home) {
        this.home = home;
    }

    static TestingMachine withTemporal(Path folder) throws IOException {
        TestingMachine machine = new TestingMachine(folder);
        TestingTemporalCli.linkInto(folder);
        return machine;
    }

    TemporalEngine resolve() {
        return TemporalEngine.resolve(options(), said::add);
    }

    TemporalEngine resolveWith(String name, String value) {
        return resolveWith(Map.of(name, value));
    }

    TemporalEngine resolveWith(Map<String, String> variables) {
        return TemporalEngine.resolve(optionsWith(variables, true), said::add);
    }

    EngineOptions options() {
        return optionsWith(Map.of(), true);
    }

    /** A machine on which no CLI is found and none may be fetched. */
    EngineOptions bareOptions() {
        return optionsWith(Map.of("PATH", ""), false);
    }

    ServerState server() {
        return ServerState.find(new EngineHome(home)).orElseThrow();
    }

    boolean saidLast(String beginning) {
        return !said.isEmpty() && said.getLast().startsWith(beginning);
    }

    EngineOptions optionsWith(Map<String, String> overrides, boolean mayInstall) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.keySet().removeIf(name -> name.startsWith("TEMPORAL_"));
        environment.put("TEMPORAL_CONFIG_FILE", home.resolve("no-profile.toml").toString());
        environment.putAll(overrides);
        return new EngineOptions(home, environment, port, uiPort, mayInstall, Duration.ofSeconds(1));
    }
}
