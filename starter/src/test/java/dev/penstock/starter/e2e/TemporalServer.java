package dev.penstock.starter.e2e;

import dev.penstock.engine.TestingPorts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Temporal that somebody else runs: nobody starts it again when it stops. */
final class TemporalServer implements AutoCloseable {
    private final Path binary;
    private final Path folder;
    private final int port = TestingPorts.forDevServer();
    private @Nullable Process process;

    TemporalServer(Path binary, Path folder) {
        this.binary = binary;
        this.folder = folder;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /** On what it knew before. */
    TemporalServer start() throws IOException {
        process = new ProcessBuilder(List.of(
                        binary.toString(),
                        "server",
                        "start-dev",
                        "--headless",
                        "--ip",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--log-level",
                        "error",
                        "--db-filename",
                        folder.resolve("others.db").toString(),
                        "--dynamic-config-value",
                        "history.transferProcessorMaxPollRPS=2000",
                        "--dynamic-config-value",
                        "history.transferProcessorMaxPollHostRPS=2000"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("others.log").toFile())
                .start();
        Patience.until("Temporal at " + address(), this::answers);
        return this;
    }

    /** Returns when it is gone. */
    void stop() {
        Process running = process;
        if (running != null) {
            running.destroy();
            running.onExit().join();
        }
    }

    @Override
    public void close() {
        stop();
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
