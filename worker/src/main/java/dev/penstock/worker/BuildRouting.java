package dev.penstock.worker;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.deployment.v1.RoutingConfig;
import io.temporal.api.workflowservice.v1.DescribeWorkerDeploymentRequest;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks Temporal whether it gives work to a build, and how that is changed. */
public final class BuildRouting {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final WorkflowClient client;
    private final WorkerBuild build;

    public BuildRouting(WorkflowClient client, WorkerBuild build) {
        this.client = client;
        this.build = build;
    }

    /** Returns one sentence about the work that the build gets; empty where the server does not say. */
    public Optional<String> describe() {
        try {
            return Optional.of(describe(routing()));
        } catch (StatusRuntimeException e) {
            return Optional.empty();
        }
    }

    private RoutingConfig routing() {
        try {
            return client.getWorkflowServiceStubs()
                    .blockingStub()
                    .withDeadlineAfter(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .describeWorkerDeployment(DescribeWorkerDeploymentRequest.newBuilder()
                            .setNamespace(client.getOptions().getNamespace())
                            .setDeploymentName(build.deployment())
                            .build())
                    .getWorkerDeploymentInfo()
                    .getRoutingConfig();
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return RoutingConfig.getDefaultInstance();
            }
            throw e;
        }
    }

    private String describe(RoutingConfig routing) {
        String current = routing.getCurrentDeploymentVersion().getBuildId();
        if (current.equals(build.id())) {
            return "build %s is the current one of deployment %s and takes work"
                    .formatted(build.id(), build.deployment());
        }
        if (routing.getRampingDeploymentVersion().getBuildId().equals(build.id())) {
            return "build %s takes %.0f %% of the workflows of deployment %s"
                    .formatted(build.id(), routing.getRampingVersionPercentage(), build.deployment());
        }
        return "build %s takes no work, because the current one of deployment %s is %s; `temporal worker deployment set-current-version --deployment-name %s --build-id %s` makes it current"
                .formatted(
                        build.id(),
                        build.deployment(),
                        current.isEmpty() ? "none, which means workers without a build" : current,
                        build.deployment(),
                        build.id());
    }
}
