package dev.penstock.workflows.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Simulates batches whose pools name no concurrency, so that it has to be learned from the calls under way. */
class BatchKeepsItsPoolBusyTest {
    /** The number of shards that planning gives such a batch, and fewer where the batch has no more. */
    @ParameterizedTest(name = "{0} a minute, {1} s each, {2} workers, {3} shards")
    @CsvSource({
        "10000, 5, 1, 12",
        "10000, 5, 4, 12",
        "60000, 1, 1, 12",
        "60000, 1, 4, 12",
        "3000, 2, 2, 4",
        "500, 2, 1, 1",
    })
    void aBatchUsesTheQuotaThatIsAnnounced(long perMinute, double seconds, int workers, int shards) {
        double answers = new SimulatedBatch(perMinute, seconds, workers, shards).answersPerMinute(120, 180);

        assertThat(answers).isGreaterThan(0.9 * perMinute).isLessThan(1.05 * perMinute);
    }
}
