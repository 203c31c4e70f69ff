package dev.penstock.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.store.Json;
import dev.penstock.store.StateFolder;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The Temporal server that a program connects to: the server that the environment names, or a server on this machine.
 *
 * @param stubs address, TLS and API key
 * @param client the namespace
 * @param isDevServerOfPenstock whether Penstock started the server, and so registered the search attribute for tenants
 */
record RunningTemporal(WorkflowServiceStubsOptions stubs, WorkflowClientOptions client, boolean isDevServerOfPenstock) {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String DEFAULT_NAMESPACE = "default";
    private static final int USUAL_PORT = 7233;
    private static final int ANSWERS_WITHIN_MILLIS = 500;

    /**
     * Finds a Temporal server by {@code TEMPORAL_ADDRESS} and the profile of the {@code temporal} CLI, then by the port of
     * Penstock's own dev server, then at {@code PENSTOCK_TEMPORAL_PORT} (7233). Starts no server; {@code penstock up} does.
     *
     * @throws IllegalStateException when no server is found, or the profile or the port cannot be read
     */
    static RunningTemporal find(Map<String, String> environment) {
        ClientConfigProfile profile = profile(environment);
        String address = profile.getAddress();
        if (address != null && !address.isBlank()) {
            return new RunningTemporal(
                    profile.toWorkflowServiceStubsOptions(),
                    profile.toWorkflowClientOptions().toBuilder()
                            .setNamespace(namespace(profile))
                            .build(),
                    false);
        }
        OptionalInt own = portOfOwnDevServer(StateFolder.of(environment));
        if (own.isPresent() && isOpen(own.getAsInt())) {
            return local(own.getAsInt(), DEFAULT_NAMESPACE, true);
        }
        int usual = port(environment.getOrDefault("PENSTOCK_TEMPORAL_PORT", "").strip());
        if (isOpen(usual)) {
            return local(usual, namespace(profile), false);
        }
        throw new IllegalStateException("no Temporal server runs on this machine and TEMPORAL_ADDRESS names none: start"
                + " one with `penstock up`, or set TEMPORAL_ADDRESS");
    }

    private static int port(String named) {
        if (named.isEmpty()) {
            return USUAL_PORT;
        }
        if (!named.matches("\\d{1,5}") || Integer.parseInt(named) < 1 || Integer.parseInt(named) > 65_535) {
            throw new IllegalStateException(
                    "PENSTOCK_TEMPORAL_PORT is '%s', but must be a port between 1 and 65535".formatted(named));
        }
        return Integer.parseInt(named);
    }

    private static ClientConfigProfile profile(Map<String, String> environment) {
        try {
            return ClientConfigProfile.load(LoadClientConfigProfileOptions.newBuilder()
                    .setEnvOverrides(environment)
                    .build());
        } catch (IOException e) {
            // Without the exception's message, which may quote a line of the profile with an API key.
            throw new IllegalStateException(
                    "cannot read the Temporal profile (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static String namespace(ClientConfigProfile profile) {
        String namespace = profile.getNamespace();
        return namespace == null || namespace.isBlank() ? DEFAULT_NAMESPACE : namespace;
    }

    /** Reads the port that the process that started the dev server has written to the state folder. */
    private static OptionalInt portOfOwnDevServer(Path stateFolder) {
        try {
            JsonNode port = Json.MAPPER
                    .readTree(Files.readAllBytes(stateFolder.resolve("engine").resolve("server.json")))
                    .path("port");
            return port.canConvertToInt() ? OptionalInt.of(port.asInt()) : OptionalInt.empty();
        } catch (IOException none) {
            return OptionalInt.empty();
        }
    }

    private static RunningTemporal local(int port, String namespace, boolean isDevServerOfPenstock) {
        return new RunningTemporal(
                WorkflowServiceStubsOptions.newBuilder()
                        .setTarget(LOOPBACK + ":" + port)
                        .build(),
                WorkflowClientOptions.newBuilder().setNamespace(namespace).build(),
                isDevServerOfPenstock);
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(LOOPBACK, port), ANSWERS_WITHIN_MILLIS);
            return true;
        } catch (IOException nobodyThere) {
            return false;
        }
    }
}
