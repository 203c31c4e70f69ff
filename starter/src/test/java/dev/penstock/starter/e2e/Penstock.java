package dev.penstock.starter.e2e;

import dev.penstock.contracts.Queues;
import dev.penstock.engine.TestingPorts;
import dev.penstock.engine.TestingTemporalCli;
import dev.penstock.simulator.Simulator;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/** The real command as a user has it: {@code java -jar penstock.jar}, with a state folder and ports of its own. */
final class Penstock implements AutoCloseable {
    static final Path JAR = Path.of("target", "penstock.jar").toAbsolutePath();
    private static final Path LAUNCHER =
            Path.of("..", "penstock").toAbsolutePath().normalize();
    private static final String TERMINAL = "terminal.py";
    private static final ProcessBuilder.Redirect NOTHING =
            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile());

    private final Path folder;
    private final Path home;
    private final Map<String, String> environment = new HashMap<>(System.getenv());
    private final List<Running> started = new CopyOnWriteArrayList<>();

    private Penstock(Path folder) {
        this.folder = folder;
        this.home = folder.resolve("home");
        environment
                .keySet()
                .removeIf(name -> name.matches("(OPENAI|AZURE|ANTHROPIC|GEMINI|TEMPORAL|PENSTOCK|JAVA|JDK)_.*"));
        environment.put("PENSTOCK_HOME", home.toString());
        environment.put("PENSTOCK_TEMPORAL_PORT", Integer.toString(TestingPorts.forDevServer()));
        // Any that is free.
        environment.put("PENSTOCK_PORT", "0");
        // So that a developer's own profile has no say.
        environment.put("TEMPORAL_CONFIG_FILE", home.resolve("no-profile.toml").toString());
    }

    static Penstock in(Path folder) throws IOException {
        Penstock penstock = new Penstock(folder);
        TestingTemporalCli.linkInto(penstock.home);
        return penstock;
    }

    Penstock with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Penstock with(Map<String, String> variables) {
        environment.putAll(variables);
        return this;
    }

    Penstock calling(Simulator provider) {
        return with("OPENAI_BASE_URL", provider.baseUrl().toString());
    }

    Path home() {
        return home;
    }

    /** As its commands have it. */
    Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    DevServerProcess server() {
        return new DevServerProcess(home);
    }

    Ended run(String... arguments) {
        return start(arguments).awaitEnd();
    }

    /** Makes a key of the HTTP API for a tenant. */
    String createKey(String tenant) {
        return run("keys", "create", "--tenant", tenant).expectExit(0).out().strip();
    }

    Ended runWithInput(Path stdin, String... arguments) {
        return start(ProcessBuilder.Redirect.from(stdin.toFile()), command(arguments))
                .awaitEnd();
    }

    /** As after {@code ulimit -n}. */
    Ended runWithOpenFiles(int limit, String... arguments) {
        return withOpenFiles(limit, command(arguments));
    }

    /** As {@link #runWithOpenFiles} does, with the launcher. */
    Ended launchWithOpenFiles(int limit, String... arguments) {
        return withOpenFiles(
                limit,
                Stream.concat(Stream.of(LAUNCHER.toString()), Stream.of(arguments))
                        .toList());
    }

    /** Starts a command with the launcher, and with other options of the JVM than it chooses. */
    Running launch(String jvmOptions, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "/usr/bin/env",
                "JAVA_HOME=" + System.getProperty("java.home"),
                "PENSTOCK_SKIP_BUILD=1",
                "PENSTOCK_JAVA_OPTS=" + jvmOptions,
                LAUNCHER.toString()));
        command.addAll(List.of(arguments));
        return start(NOTHING, command);
    }

    private Ended withOpenFiles(int limit, List<String> command) {
        List<String> limited =
                new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -n %d; exec \"$0\" \"$@\"".formatted(limit)));
        limited.addAll(command);
        return start(NOTHING, limited).awaitEnd();
    }

    Running start(String... arguments) {
        return start(NOTHING, command(arguments));
    }

    /** Starts a command at whose end the JVM keeps the classes that it has loaded. */
    Running startRehearsal(ClassArchive archive, String... arguments) {
        return start(NOTHING, command(archive.optionsOfRehearsal(), arguments));
    }

    /** Of the Temporal that its commands use. */
    String temporalAddress() {
        String shared = environment.get("TEMPORAL_ADDRESS");
        return shared == null ? server().address() : shared;
    }

    String temporalNamespace() {
        return environment.getOrDefault("TEMPORAL_NAMESPACE", "default");
    }

    /** The CLI that the product brought along, against the Temporal that its commands use. */
    Ended runTemporal(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin/temporal").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--address", temporalAddress(), "--namespace", temporalNamespace()));
        return start(NOTHING, command).awaitEnd();
    }

    /** Starts a batch by the temporal command, as somebody does who does not know ours, and waits for its end. */
    Ended executeByTemporal(String workflowId, String spec) {
        return runTemporal(
                "workflow",
                "execute",
                "--type",
                "Batch",
                "--task-queue",
                Queues.MAIN,
                "--workflow-id",
                workflowId,
                "--input",
                spec);
    }

    /** Does something with a client of its own to the Temporal that the commands use. */
    <T> T withTemporal(Function<WorkflowClient, T> work) {
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(temporalAddress())
                .build());
        try {
            return work.apply(WorkflowClient.newInstance(
                    stubs,
                    WorkflowClientOptions.newBuilder()
                            .setNamespace(temporalNamespace())
                            .build()));
        } finally {
            stubs.shutdownNow();
            stubs.awaitTermination(5, TimeUnit.SECONDS);
        }
    }

    /** In a terminal of its own, where {@code \u0003} is Ctrl-C; a bar and all else it says is in its output. */
    Running startInTerminal(String... arguments) throws IOException {
        Path script = folder.resolve(TERMINAL);
        try (var source = Penstock.class.getResourceAsStream(TERMINAL)) {
            Files.write(script, java.util.Objects.requireNonNull(source).readAllBytes());
        }
        return start(
                ProcessBuilder.Redirect.PIPE,
                Stream.concat(Stream.of("python3", script.toString()), commandOnATerminal(arguments).stream())
                        .toList());
    }

    private Running start(ProcessBuilder.Redirect stdin, List<String> command) {
        try {
            Path out = Files.createTempFile(folder, "out", ".txt");
            Path err = Files.createTempFile(folder, "err", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(stdin)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            Running running = new Running(String.join(" ", command), builder.start(), out, err);
            started.add(running);
            return running;
        } catch (IOException e) {
            throw new IllegalStateException("cannot start " + command, e);
        }
    }

    private static List<String> commandOnATerminal(String... arguments) {
        List<String> command = new ArrayList<>(command(arguments));
        // As the launcher tells it.
        command.add(1, "-Dpenstock.terminal=true");
        command.add(1, "-Dpenstock.terminal.out=true");
        return command;
    }

    private static List<String> command(String... arguments) {
        return command(ClassArchive.of(arguments[0]).options(), arguments);
    }

    private static List<String> command(List<String> options, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m"));
        // Started often and running briefly: compilers and parallel collection would only warm the machine.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:CompileThresholdScaling=3", "-XX:+UseSerialGC"));
        command.add("--enable-native-access=ALL-UNNAMED");
        if (Runtime.version().feature() >= 23) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(options);
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Leaves no process behind, whatever a test did. */
    @Override
    public void close() {
        started.forEach(Running::kill);
        server().kill();
    }
}
