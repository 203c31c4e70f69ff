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

/** The facts about Penstock's dev server that other processes need, kept in a file. */
record ServerState(LiveProcess process, int port, int uiPort, String binary, String version) {

    /** Ignores is-getters, so that {@code isAlive} does not become a field of the file. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
            .build();

    ServerState {
        // Jackson passes null for fields that the file lacks.
        requireNonNull(process);
        requireNonNull(binary);
        requireNonNull(version);
    }

    /** Reads the state of the dev server; empty when there is no file, or the file is unreadable. */
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
            PrivateFiles.ownFile(draft);
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
