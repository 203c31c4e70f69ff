package dev.penstock.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A process that uses an engine until somebody kills it or closes its input. */
public final class EngineUser {

    private static final Set<String> KINDS =
            Arrays.stream(EngineKind.values()).map(EngineKind::toString).collect(Collectors.toSet());

    private EngineUser() {}

    static Process start(TestingMachine machine) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(List.of(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        EngineUser.class.getName(),
                        machine.home.toString(),
                        Integer.toString(machine.port),
                        Integer.toString(machine.uiPort)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        // A logging library may have something to say first.
        if (process.inputReader().lines().noneMatch(KINDS::contains)) {
            throw new IOException("the engine's user ended early");
        }
        return process;
    }

    public static void main(String[] args) throws IOException {
        TestingMachine machine = new TestingMachine(Path.of(args[0]));
        EngineOptions options = machine.options().withPorts(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        try (TemporalEngine engine = TemporalEngine.resolve(options, System.err::println)) {
            System.out.println(engine.kind());
            int ignored = System.in.read();
        }
    }
}
