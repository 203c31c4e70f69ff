package dev.penstock.starter.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.BatchId;
import dev.penstock.starter.cli.output.ExitCode;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FollowResultsTest {
    private final List<String> remarks = new ArrayList<>();

    @Test
    void resultsOfABatchThatFailedAreNotTakenForAll() {
        assertThat(end(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_FAILED))
                .isEqualTo(ExitCode.TROUBLE);
        assertThat(remarks)
                .containsExactly("batch nightly failed, so results may be missing; see `penstock status nightly`");
    }

    @Test
    void thoseOfOthersAre() {
        assertThat(end(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED))
                .isEqualTo(ExitCode.DONE);
        assertThat(remarks).isEmpty();
    }

    private int end(WorkflowExecutionStatus status) {
        return FollowResults.ended(new BatchId("nightly"), status, remarks::add);
    }
}
