package dev.penstock.engine;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** What other processes need to know about the dev server that Penstock started. */
record ServerState(LiveProcess process, int port, int uiPort, String binary, String version) {

    /** Without the is-getters, which would write questions down as if they were answers. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
            .build();

    ServerState {
        // Jackson fills in null for what a file lacks.
        requireNonNull(process);
        requireNonNull(binary);
        requireNonNull(version);
    }

    /** Empty as well when what stands there can't be understood: then it helps nobody. */
    static Optional<ServerState> find(EngineHome home) {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(home.state()), ServerState.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static void forget(EngineHome home) {
        try {
            Files.deleteIfExists(home.state());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void writeTo(EngineHome home) {
        Path draft = home.state().resolveSibling("server.json.draft");
        try {
            Files.write(draft, JSON.writeValueAsBytes(this));
            Files.move(draft, home.state(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new EngineUnavailable("cannot write %s: %s".formatted(home.state(), e.getMessage()), e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String address() {
        return FreePorts.LOOPBACK + ":" + port;
    }
}
