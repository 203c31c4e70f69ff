package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.BatchId;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Workers of two builds, of which Temporal gives work to the current one. */
@OwnTemporal
final class UpgradeIT extends PenstockTestCase {
    @Test
    void aRunningBatchMovesToTheNextBuildWhileTheFirstOneLeaves() throws IOException {
        // Longer than changing builds takes, however slow the machine is.
        answersTake("2s");
        try (TemporalServer temporal = new TemporalServer(penstock.home().resolve("bin/temporal"), folder)
                .withDeployments()
                .start()) {
            penstock.with("TEMPORAL_ADDRESS", temporal.address()).with("PENSTOCK_TENANTS_ACME_BUDGET_USD_DAY", "5");
            Running first = worker("1").awaitSaid("build 1 takes no work");
            TestingInput input = input(300);
            penstock.run("submit", input.path(), "--id", "long", "--tenant", "acme", "--shard", "60")
                    .expectExit(0);
            makeCurrent("1");
            first.awaitSaid("build 1 is the current one of deployment penstock");
            books.awaitCalls(16);
            assertThat(penstock.run("status", "long").expectExit(0).out())
                    .as("it has a worker")
                    .doesNotContain("waits for");

            Running second = worker("2").awaitSaid("build 2 takes no work, because the current one");
            makeCurrent("2");
            second.awaitSaid("build 2 is the current one");
            first.awaitSaid("build 1 takes no work, because the current one of deployment penstock is 2");
            first.signal("TERM");
            assertThat(first.awaitEnd().exit()).isZero();
            assertThat(books.calls()).as("calls of the first build").isLessThan(300);
            answersTake("10ms");

            penstock.run("watch", "long").expectExit(0);
            Ended results = penstock.run("results", "long").expectExit(0);
            assertThat(ResultFile.of(results.out()).customIds()).isEqualTo(input.customIds());
            books.assertNoneRepeated();
            penstock.withTemporal(client -> {
                assertThat(build(client, new BatchId("long").workflowId())).isEqualTo("2");
                String pool = pool(client);
                assertThat(List.of(build(client, pool), build(client, "budget/tenant/acme")))
                        .containsOnly("2");
                return true;
            });
        }
    }

    @Test
    void aBuildIdThatTemporalWouldNotAcceptIsRefused() {
        penstock.run("worker", "--build-id", "a:b")
                .expectExit(2)
                .expectSaid("the build id must be at most 200 visible ASCII characters without a colon");
    }

    private Running worker(String build) {
        return penstock.start("worker", "--build-id", build, "--concurrency", "8");
    }

    /** Temporal refuses until the build's workers have polled all queues that those of the current one poll. */
    private void makeCurrent(String build) {
        Patience.untilCommandsSay(
                "build " + build + " to be current",
                () -> penstock.runTemporal(
                                        "worker",
                                        "deployment",
                                        "set-current-version",
                                        "--deployment-name",
                                        "penstock",
                                        "--build-id",
                                        build,
                                        "--yes")
                                .exit()
                        == 0);
    }

    private static String pool(WorkflowClient client) {
        return client.listExecutions("WorkflowType = 'Pool' AND ExecutionStatus = 'Running'")
                .map(workflow -> workflow.getExecution().getWorkflowId())
                .findFirst()
                .orElseThrow();
    }

    /** Returns the build that the workflow's last task was done by. */
    private static String build(WorkflowClient client, String workflowId) {
        return client.newUntypedWorkflowStub(workflowId)
                .describe()
                .getRawDescription()
                .getWorkflowExecutionInfo()
                .getVersioningInfo()
                .getDeploymentVersion()
                .getBuildId();
    }
}
