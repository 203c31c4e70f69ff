package dev.penstock.engine;

import io.temporal.testserver.TestServer;
import java.util.function.Consumer;

/** Starts the SDK's test server inside this process, the last resort when no real server is available. */
final class InMemoryTemporal {

    private InMemoryTemporal() {}

    static TemporalEngine start(Consumer<String> say) {
        say.accept(
                "WARNING: neither a Temporal server nor a `temporal` CLI is available; using the SDK's in-memory test server.");
        say.accept(
                "WARNING: when this process ends, nothing but the result log survives. No Web UI, no queue rate limits, no"
                        + " fairness. Install the Temporal CLI or set TEMPORAL_ADDRESS.");
        // Time skipping stays locked: rate limits and retries need real time.
        TestServer.InProcessTestServer server = TestServer.createServer(true);
        return new TemporalEngine(
                EngineKind.IN_MEMORY,
                TemporalConnection.through(server.getChannel()),
                "in-memory Temporal test server (nothing but the result log survives this process)",
                null,
                server::close);
    }
}
