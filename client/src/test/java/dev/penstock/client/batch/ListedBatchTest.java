package dev.penstock.client.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.batch.BatchState;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListedBatchTest {
    @Test
    void aBatchThatRanTwiceIsListedOnceAsItRanLast() {
        ListedBatch last = new ListedBatch("a", BatchState.IN_PROGRESS, null, null);
        ListedBatch first = new ListedBatch("a", BatchState.COMPLETED, null, null);
        ListedBatch other = new ListedBatch("b", BatchState.COMPLETED, null, null);

        assertThat(ListedBatch.newestOfEach(Stream.of(last, other, first))).containsExactly(last, other);
    }
}
