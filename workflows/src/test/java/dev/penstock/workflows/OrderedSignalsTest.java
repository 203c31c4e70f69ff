package dev.penstock.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OrderedSignalsTest {
    @RegisterExtension
    static final TestWorkflowExtension TEMPORAL = TestWorkflowExtension.newBuilder()
            .registerWorkflowImplementationTypes(WritingImpl.class)
            .build();

    @Test
    void signalsArriveInOrderWhateverBecomesOfTheEarlier(Writing writing) {
        assertThat(writing.write()).containsExactly("first", "nobody there", "third", "last word");
    }

    /** Sends messages that arrive after a time of their own. */
    @WorkflowInterface
    public interface Writing {
        @WorkflowMethod
        List<String> write();
    }

    /** One that takes long, one that doesn't arrive, one that is cancelled before its turn, and others. */
    public static final class WritingImpl implements Writing {
        private final List<String> arrived = new ArrayList<>();
        private final OrderedSignals signals = new OrderedSignals();

        @Override
        public List<String> write() {
            bring("first", 5);
            Promise<Void> lost = signals.send("reader", () -> {
                Workflow.sleep(Duration.ofSeconds(3));
                throw ApplicationFailure.newNonRetryableFailure("gone", "gone");
            });
            Promise<Boolean> known = lost.handle((brought, failure) -> failure != null && arrived.add("nobody there"));
            bring("third", 1);
            CancellationScope cancelled = Workflow.newCancellationScope(() -> {
                bring("cancelled", 1);
                Workflow.newDetachedCancellationScope(() -> bring("last word", 0))
                        .run();
            });
            cancelled.run();
            cancelled.cancel();
            Workflow.await(() -> arrived.size() == 4 && known.isCompleted());
            return arrived;
        }

        private void bring(String message, long seconds) {
            Promise<Void> unused = signals.send("reader", () -> {
                Workflow.sleep(Duration.ofSeconds(seconds));
                arrived.add(message);
            });
        }
    }
}
