package dev.penstock.starter.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.starter.cli.output.UserError;
import io.grpc.Status;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowQueryRejectedException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RepeatedQueryTest {
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void aQueryThatIsRejectedWhileTheWorkflowsTaskIsRetriedIsAskedAgain() {
        assertThat(TemporalSession.askWorker(() -> {
                    if (asked.incrementAndGet() == 1) {
                        throw rejected();
                    }
                    return "progress";
                }))
                .isEqualTo("progress");
        assertThat(asked).hasValue(2);
    }

    @Test
    void aTaskThatKeepsFailingIsASentence() {
        assertThatThrownBy(() -> RepeatedQuery.answer(
                        () -> {
                            asked.incrementAndGet();
                            throw rejected();
                        },
                        Duration.ZERO))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("its last task failed")
                .hasMessageContaining("the log of the worker says why");
        assertThat(asked).hasValue(1);
    }

    private static WorkflowQueryRejectedException rejected() {
        return new WorkflowQueryRejectedException(
                WorkflowExecution.getDefaultInstance(),
                "Batch",
                Status.FAILED_PRECONDITION
                        .withDescription("Cannot query workflow due to Workflow Task in failed state.")
                        .asRuntimeException());
    }
}
