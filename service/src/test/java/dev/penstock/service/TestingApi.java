package dev.penstock.service;

import dev.penstock.client.batch.BatchDirectory;
import dev.penstock.client.pool.PoolDirectory;
import dev.penstock.contracts.Urgency;
import dev.penstock.service.callers.ApiKeys;
import dev.penstock.service.callers.KeyLimits;
import dev.penstock.service.hosts.AllowedHosts;
import dev.penstock.service.prometheus.MetricsExport;
import dev.penstock.store.Store;
import dev.penstock.store.file.FileStore;
import dev.penstock.worker.LocalCompletions;
import dev.penstock.worker.config.PenstockConfiguration;
import dev.penstock.worker.config.ProviderChoice;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The HTTP server over a store in a folder, and spoken to byte by byte; there is no Temporal server behind it. */
final class TestingApi implements AutoCloseable {
    private static final int SILENCE_MILLIS = 60_000;

    private final Store store;
    private final MetricsExport metrics = MetricsExport.open();
    private final WorkflowServiceStubs temporal;
    private final ApiServer server;

    private TestingApi(Path folder, boolean keys, @Nullable ServerCertificate certificate) {
        this(folder, keys, certificate, BodyLimits.HEADERS);
    }

    private TestingApi(Path folder, boolean keys, @Nullable ServerCertificate certificate, Duration headersWithin) {
        store = FileStore.at(folder.toUri());
        temporal = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                // Nobody listens on port 1.
                .setTarget("127.0.0.1:1")
                .setRpcTimeout(Duration.ofMillis(200))
                .build());
        WorkflowClient client = WorkflowClient.newInstance(temporal);
        ApiBackend backend = new ApiBackend(
                new NoTemporal(),
                client,
                new BatchDirectory(client, false, store),
                new PoolDirectory(client),
                store,
                new ProviderChoice(List.of(), null, "none", null, PenstockConfiguration.NONE, Map.of(), null),
                metrics,
                new LocalCompletions(),
                Duration.ofSeconds(5));
        server = ApiServer.start(
                new ApiOptions(
                        "127.0.0.1",
                        0,
                        keys,
                        AllowedHosts.of("127.0.0.1", keys, List.of()),
                        certificate,
                        headersWithin),
                backend);
    }

    static TestingApi open(Path folder) {
        return new TestingApi(folder, false, null);
    }

    static TestingApi withKeys(Path folder) {
        return new TestingApi(folder, true, null);
    }

    static TestingApi withHeadersWithin(Duration time, Path folder) {
        return new TestingApi(folder, false, null, time);
    }

    static TestingApi withTls(Path folder, ServerCertificate certificate) {
        return new TestingApi(folder, false, certificate);
    }

    URI address() {
        return server.address();
    }

    ApiKeys keys() {
        return new ApiKeys(store.documents(), Clock.systemUTC());
    }

    ApiKeys.Created key(boolean admin) throws IOException {
        return keys().create("acme", admin, Urgency.NORMAL, null, KeyLimits.NONE);
    }

    int port() {
        return server.address().getPort();
    }

    /** Returns the whole answer to a request with these header lines, and with {@code Connection: close}. */
    String answer(String request, String... headers) throws IOException {
        try (Socket socket = connect()) {
            send(socket, request, "Connection: close\r\n" + String.join("\r\n", headers));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout(SILENCE_MILLIS);
        return socket;
    }

    static void send(Socket socket, String request, String headers) throws IOException {
        String head = request + " HTTP/1.1\r\n" + headers.strip() + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.close();
        metrics.close();
        temporal.shutdownNow();
    }

    private record NoTemporal() implements TemporalServer {
        @Override
        public String description() {
            return "none";
        }

        @Override
        public Optional<URI> webUi() {
            return Optional.empty();
        }

        @Override
        public Optional<URI> webUiFor(String workflowId) {
            return Optional.empty();
        }

        @Override
        public Optional<String> fixedName() {
            return Optional.of("none");
        }
    }
}
