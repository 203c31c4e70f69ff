package dev.penstock.starter.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowServiceException;
import org.junit.jupiter.api.Test;

class FailureTextTest {
    @Test
    void saysWhatTemporalAnsweredAndNotOnlyWhatWasAskedFor() {
        WorkflowExecution batch =
                WorkflowExecution.newBuilder().setWorkflowId("batch/mine").build();
        Exception failure = new WorkflowServiceException(
                batch,
                "Batch",
                Status.DEADLINE_EXCEEDED.withDescription("after 10 s").asRuntimeException());

        assertThat(FailureText.of(failure))
                .startsWith("a request to the Temporal server failed (DEADLINE_EXCEEDED: after 10 s); try again");
    }

    @Test
    void keepsTheMessageOfOthers() {
        assertThat(FailureText.of(new IllegalStateException("the disk is full")))
                .isEqualTo("the disk is full");
        assertThat(FailureText.of(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
    }
}
