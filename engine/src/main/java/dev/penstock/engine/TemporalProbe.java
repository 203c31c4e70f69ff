package dev.penstock.engine;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Checks whether a Temporal server listens on a port of this machine. */
final class TemporalProbe implements AutoCloseable {

    /** The longest wait for one response: the first one also waits until this process has loaded and connected gRPC. */
    private static final Duration RESPONSE = Duration.ofSeconds(5);

    private final ManagedChannel channel;

    TemporalProbe(int port) {
        channel = ManagedChannelBuilder.forAddress(FreePorts.LOOPBACK, port)
                .usePlaintext()
                .build();
    }

    /** Returns the server's version; empty when no Temporal server responds in time. */
    static Optional<String> findVersion(int port, Duration limit) {
        // Usually nothing listens; then gRPC need not even be loaded.
        if (!FreePorts.isOpen(port)) {
            return Optional.empty();
        }
        try (TemporalProbe probe = new TemporalProbe(port)) {
            return Optional.of(probe.version(limit));
        } catch (StatusRuntimeException e) {
            return Optional.empty();
        }
    }

    String version(Duration limit) {
        return WorkflowServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS)
                .getSystemInfo(GetSystemInfoRequest.getDefaultInstance())
                .getServerVersion();
    }

    /** Tells whether the search attributes are registered, which is a starting dev server's last step before it is ready. */
    boolean hasSearchAttributes(Collection<String> names) {
        // Otherwise gRPC waits for a second after the first refused connection.
        channel.resetConnectBackoff();
        try {
            return OperatorServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(RESPONSE.toMillis(), TimeUnit.MILLISECONDS)
                    .listSearchAttributes(ListSearchAttributesRequest.newBuilder()
                            .setNamespace(TemporalConnection.DEFAULT_NAMESPACE)
                            .build())
                    .getCustomAttributesMap()
                    .keySet()
                    .containsAll(names);
        } catch (StatusRuntimeException e) {
            return false;
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
