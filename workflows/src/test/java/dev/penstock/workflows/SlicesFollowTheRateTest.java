package dev.penstock.workflows;

import static dev.penstock.workflows.TestingActivities.answered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.SliceSizing;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.contracts.batch.SpecKey;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SlicesFollowTheRateTest {
    private static final int SHARD = 100;
    private static final BatchSpec SPEC = BatchSpec.of("file:///data/in.jsonl").with(SpecKey.SHARD, SHARD);

    private final TestingActivities activities = new TestingActivities(2 * SHARD, SHARD);

    @Test
    void aShardSendsItsRequestsInSlicesOfTheSizeThatThePoolNeeds() {
        activities.sizing = new SliceSizing(25, 64);

        run();

        assertThat(activities.called).hasSize(8).allMatch(input -> input.slice().requests() == 25);
    }

    @Test
    void laterSlicesFollowWhatIsLearntFromEarlierOnes() {
        activities.sizing = new SliceSizing(1, 1);
        activities.providerSays(input -> {
            activities.sizing = new SliceSizing(33, 64);
            return answered(input.slice().requests());
        });

        run();

        assertThat(activities.called.stream().map(input -> input.slice().requests()))
                .as("in each shard one request, and then as many as are left")
                .containsExactlyInAnyOrder(1, 33, 33, 33, 1, 33, 33, 33);
    }

    private void run() {
        try (TestingTemporal temporal = new TestingTemporal(activities)) {
            BatchResult result = temporal.run(SPEC);

            assertThat(result.status()).isEqualTo(BatchState.COMPLETED);
        }
        assertThat(activities.called.stream()
                        .flatMap(input -> IntStream.rangeClosed(
                                        (int) input.slice().line(),
                                        (int) input.slice().lastLine())
                                .boxed()))
                .as("every request once")
                .hasSize(2 * SHARD)
                .doesNotHaveDuplicates();
    }
}
