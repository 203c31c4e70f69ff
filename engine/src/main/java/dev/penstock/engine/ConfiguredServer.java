package dev.penstock.engine;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Waits for a configured server, and reports in one line why the server cannot be used. */
final class ConfiguredServer {

    private static final Duration ATTEMPT = Duration.ofSeconds(3);

    private final String address;
    private final TemporalConnection connection;
    private final Consumer<String> say;

    ConfiguredServer(String address, TemporalConnection connection, Consumer<String> say) {
        this.address = address;
        this.connection = connection;
        this.say = say;
    }

    String awaitVersion(Duration patience) {
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(connection.stubs());
        try {
            String version = awaitVersion(stubs, System.nanoTime() + patience.toNanos());
            requireNamespace(stubs);
            return version;
        } finally {
            stubs.shutdownNow();
        }
    }

    private String awaitVersion(WorkflowServiceStubs stubs, long deadline) {
        boolean announced = false;
        while (true) {
            try {
                return within(ATTEMPT, stubs)
                        .getSystemInfo(GetSystemInfoRequest.getDefaultInstance())
                        .getServerVersion();
            } catch (StatusRuntimeException e) {
                ConnectionRefusal.find(e).ifPresent(reason -> {
                    throw new EngineUnavailable("cannot use Temporal at %s: %s".formatted(address, reason), e);
                });
                if (!mayPass(e.getStatus()) || System.nanoTime() > deadline) {
                    throw new EngineUnavailable(
                            "cannot reach Temporal at %s (%s)%s".formatted(address, reason(e.getStatus()), hint()), e);
                }
            }
            if (!announced) {
                say.accept("waiting for Temporal at " + address + " …");
                announced = true;
            }
            PollingPause.of(Duration.ofMillis(250));
        }
    }

    /** Fails when the namespace is missing, as workers would otherwise fail for ever; passes when describing it is forbidden. */
    private void requireNamespace(WorkflowServiceStubs stubs) {
        String namespace = connection.client().getNamespace();
        try {
            within(ATTEMPT, stubs)
                    .describeNamespace(DescribeNamespaceRequest.newBuilder()
                            .setNamespace(namespace)
                            .build());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                throw new EngineUnavailable(
                        "Temporal at %s has no namespace '%s'; create it or set TEMPORAL_NAMESPACE"
                                .formatted(address, namespace),
                        e);
            }
        }
    }

    /** A server that expects TLS ends a connection without it, and says nothing. */
    private String hint() {
        boolean tls = connection.stubs().getEnableHttps() || connection.stubs().getSslContext() != null;
        return tls ? "" : "; if it uses TLS, set TEMPORAL_TLS=true";
    }

    private static WorkflowServiceBlockingStub within(Duration limit, WorkflowServiceStubs stubs) {
        return stubs.blockingStub().withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static boolean mayPass(Status status) {
        return switch (status.getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, INTERNAL -> true;
            default -> false;
        };
    }

    private static String reason(Status status) {
        Throwable cause = status.getCause();
        String detail = cause != null && cause.getMessage() != null ? cause.getMessage() : status.getDescription();
        return detail == null
                ? status.getCode().name()
                : status.getCode() + ": " + detail.lines().findFirst().orElse("");
    }
}
