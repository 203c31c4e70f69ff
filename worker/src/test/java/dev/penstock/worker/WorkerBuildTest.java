package dev.penstock.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.common.VersioningBehavior;
import io.temporal.common.WorkerDeploymentVersion;
import io.temporal.worker.WorkerDeploymentOptions;
import io.temporal.worker.WorkerOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The build that a worker says it is. */
final class WorkerBuildTest {
    @Test
    void thereIsNoneUnlessOneIsNamed() {
        assertThat(WorkerBuild.of(Map.of())).isEmpty();
        assertThat(WorkerBuild.of(Map.of("PENSTOCK_BUILD_ID", " ", "TEMPORAL_DEPLOYMENT_NAME", "ours")))
                .isEmpty();
    }

    @Test
    void theCommandLineComesFirstThenOurVariableThenThatOfTemporalsController() {
        Map<String, String> controller =
                Map.of("TEMPORAL_WORKER_BUILD_ID", "controller", "TEMPORAL_DEPLOYMENT_NAME", "team/penstock");
        Map<String, String> both = Map.of("TEMPORAL_WORKER_BUILD_ID", "controller", "PENSTOCK_BUILD_ID", "ours");

        assertThat(WorkerBuild.of(controller)).contains(new WorkerBuild("team/penstock", "controller"));
        assertThat(WorkerBuild.of(both)).contains(new WorkerBuild("penstock", "ours"));
        assertThat(WorkerBuild.find("typed", both)).contains(new WorkerBuild("penstock", "typed"));
    }

    @Test
    void namesThatTemporalWouldNotAcceptAreRefused() {
        for (String id : new String[] {"a:b", "a b", "ü", "x".repeat(201)}) {
            assertThatThrownBy(() -> WorkerBuild.find(id, Map.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("the build id must be at most 200 visible ASCII characters");
        }
    }

    @Test
    void workflowsMoveToTheCurrentBuild() {
        WorkerDeploymentOptions options = new WorkerBuild("penstock", "7")
                .addTo(WorkerOptions.newBuilder().build())
                .getDeploymentOptions();

        assertThat(options.isUsingVersioning()).isTrue();
        assertThat(options.getVersion()).isEqualTo(new WorkerDeploymentVersion("penstock", "7"));
        assertThat(options.getDefaultVersioningBehavior()).isEqualTo(VersioningBehavior.AUTO_UPGRADE);
    }
}
