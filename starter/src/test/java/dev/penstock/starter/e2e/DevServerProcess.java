package dev.penstock.starter.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The Temporal dev server that a command has started, as its state folder describes it. */
record DevServerProcess(Path home) {
    private static final ObjectMapper JSON = new ObjectMapper();

    String address() {
        return "127.0.0.1:"
                + state().orElseThrow(() -> new AssertionError("no server runs"))
                        .path("port")
                        .asInt();
    }

    long pid() {
        return handle().orElseThrow(() -> new AssertionError("no server runs")).pid();
    }

    boolean isAlive() {
        return handle().filter(ProcessHandle::isAlive).isPresent();
    }

    /** As {@code kill -9} does it; returns when it is gone. */
    void kill() {
        handle().ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
    }

    void deleteDatabase() throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            for (Path file : files.filter(
                            path -> String.valueOf(path.getFileName()).startsWith("temporal.db"))
                    .toList()) {
                Files.delete(file);
            }
        }
    }

    private Optional<ProcessHandle> handle() {
        return state().flatMap(state ->
                ProcessHandle.of(state.path("process").path("pid").asLong(-1)));
    }

    private Optional<JsonNode> state() {
        try {
            return Optional.of(JSON.readTree(home.resolve("engine/server.json").toFile()));
        } catch (IOException none) {
            return Optional.empty();
        }
    }
}
