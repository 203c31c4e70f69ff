package dev.penstock.worker;

import io.temporal.common.VersioningBehavior;
import io.temporal.common.WorkerDeploymentVersion;
import io.temporal.worker.WorkerDeploymentOptions;
import io.temporal.worker.WorkerOptions;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The build that a worker says it is, so that Temporal gives it work only once that build is the deployment's current or
 * ramping version.
 *
 * @param deployment the name of the Temporal worker deployment; all workers of a namespace share the queue of workflows, and
 *     hence the deployment
 * @param id the build's id, such as a release or a commit
 */
public record WorkerBuild(String deployment, String id) {
    public static final String USUAL_DEPLOYMENT = "penstock";
    private static final int LONGEST = 200;

    public WorkerBuild {
        check("the build id", id);
        check("TEMPORAL_DEPLOYMENT_NAME", deployment);
    }

    /**
     * Returns the build that the environment names: {@code PENSTOCK_BUILD_ID}, or {@code TEMPORAL_WORKER_BUILD_ID} and
     * {@code TEMPORAL_DEPLOYMENT_NAME} as Temporal's controller for Kubernetes sets them; empty if none does.
     *
     * @throws IllegalArgumentException when Temporal would not accept the names; the message is a sentence for the user
     */
    public static Optional<WorkerBuild> of(Map<String, String> environment) {
        return find(environment.get("PENSTOCK_BUILD_ID"), environment);
    }

    /** As {@link #of} does, with an id that takes precedence over the environment's unless it is null or blank. */
    public static Optional<WorkerBuild> find(@Nullable String id, Map<String, String> environment) {
        String named = id == null || id.isBlank() ? environment.getOrDefault("TEMPORAL_WORKER_BUILD_ID", "") : id;
        if (named.isBlank()) {
            return Optional.empty();
        }
        String deployment = environment.getOrDefault("TEMPORAL_DEPLOYMENT_NAME", "");
        return Optional.of(
                new WorkerBuild(deployment.isBlank() ? USUAL_DEPLOYMENT : deployment.strip(), named.strip()));
    }

    /**
     * Adds this build to a worker's options. All types of workflow move to the current build with their next task: one that
     * stayed with its build would hang when that build's workers are gone, and a pool's governor never ends.
     */
    WorkerOptions addTo(WorkerOptions options) {
        return WorkerOptions.newBuilder(options)
                .setDeploymentOptions(WorkerDeploymentOptions.newBuilder()
                        .setUseVersioning(true)
                        .setVersion(new WorkerDeploymentVersion(deployment, id))
                        .setDefaultVersioningBehavior(VersioningBehavior.AUTO_UPGRADE)
                        .build())
                .build();
    }

    private static void check(String what, String name) {
        if (name.length() > LONGEST || name.contains(":") || !name.chars().allMatch(WorkerBuild::isVisible)) {
            throw new IllegalArgumentException(
                    "%s must be at most %d visible ASCII characters without a colon".formatted(what, LONGEST));
        }
    }

    private static boolean isVisible(int character) {
        return character > ' ' && character < 0x7f;
    }
}
