package dev.penstock.engine;

import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The Temporal server that this process uses: one that was found, or a dev server that Penstock starts and keeps alive. */
public final class TemporalEngine implements AutoCloseable {
    /** The keyword search attributes that Penstock's own dev server registers; other servers may lack these. */
    public static final List<String> SEARCH_ATTRIBUTES = List.of("PenstockTenant");

    private final EngineKind kind;
    private final TemporalConnection connection;
    private final String description;
    private final @Nullable URI webUi;
    private final ServerUse lease;

    TemporalEngine(
            EngineKind kind, TemporalConnection connection, String description, @Nullable URI webUi, ServerUse lease) {
        this.kind = kind;
        this.connection = connection;
        this.description = description;
        this.webUi = webUi;
        this.lease = lease;
    }

    /**
     * Returns the first available of: the configured server, a server that runs on this machine, a new dev server, the
     * in-memory server.
     *
     * @param say receives one line about everything that takes time or that the user should know
     */
    public static TemporalEngine resolve(EngineOptions options, Consumer<String> say) {
        return ConfiguredTemporal.find(options, say)
                .or(() -> LocalTemporal.find(options, say))
                .orElseGet(() -> InMemoryTemporal.start(say));
    }

    /** Returns the configured server or a server that runs on this machine, without starting one; empty when there is none. */
    public static Optional<TemporalEngine> findRunning(EngineOptions options, Consumer<String> say) {
        return ConfiguredTemporal.find(options, say).or(() -> LocalTemporal.findRunning(options, say));
    }

    public EngineKind kind() {
        return kind;
    }

    /** Returns a description in one line, as in "Temporal dev server 1.32.0 on 127.0.0.1:7233 (started by this run)". */
    public String description() {
        return description;
    }

    public WorkflowServiceStubsOptions stubsOptions() {
        return connection.stubs();
    }

    /** Returns options with the namespace set; add a data converter or interceptors through their builder. */
    public WorkflowClientOptions clientOptions() {
        return connection.client();
    }

    public String namespace() {
        return connection.client().getNamespace();
    }

    public Optional<URI> webUi() {
        return Optional.ofNullable(webUi);
    }

    public Optional<URI> webUiFor(String workflowId) {
        return webUi().map(base ->
                URI.create(base + "/namespaces/" + encoded(namespace()) + "/workflows/" + encoded(workflowId)));
    }

    /** Returns why the server is gone for good; empty while the server runs or is being restarted. */
    public Optional<EngineUnavailable> failure() {
        return lease.failure();
    }

    /** Ends this process's use of the server; the last user of Penstock's own dev server stops the server. Idempotent. */
    @Override
    public void close() {
        lease.close();
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
