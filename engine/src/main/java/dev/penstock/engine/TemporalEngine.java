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

/** The Temporal server in use: found, or started and kept alive, and left in good order. */
public final class TemporalEngine implements AutoCloseable {
    /** The keyword search attributes that a dev server of our own has registered; other servers may lack them. */
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
     * Takes the first of: the configured server, one that runs on this machine, a dev server of our own, the
     * in-memory server. `say` hears one line about everything that takes time or that the user should know.
     */
    public static TemporalEngine resolve(EngineOptions options, Consumer<String> say) {
        return ConfiguredTemporal.find(options, say)
                .or(() -> LocalTemporal.find(options, say))
                .orElseGet(() -> InMemoryTemporal.start(say));
    }

    /** The same without starting any; empty when none runs. */
    public static Optional<TemporalEngine> findRunning(EngineOptions options, Consumer<String> say) {
        return ConfiguredTemporal.find(options, say).or(() -> LocalTemporal.findRunning(options, say));
    }

    public EngineKind kind() {
        return kind;
    }

    /** One line, as in "Temporal dev server 1.32.0 on 127.0.0.1:7233 (started by this run)". */
    public String description() {
        return description;
    }

    public WorkflowServiceStubsOptions stubsOptions() {
        return connection.stubs();
    }

    /** Carries the namespace; add a data converter or interceptors through its builder. */
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

    /** Why the server is gone for good; empty as long as it runs or is being restarted. */
    public Optional<EngineUnavailable> failure() {
        return lease.failure();
    }

    /** Leaves. The last user of a dev server that Penstock started stops it. Safe to call twice. */
    @Override
    public void close() {
        lease.close();
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
