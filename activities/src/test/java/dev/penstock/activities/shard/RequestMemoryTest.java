package dev.penstock.activities.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RequestMemoryTest {
    private static final long MIB = 1 << 20;
    private final RequestMemory memory = new RequestMemory(16 * MIB);

    @Test
    void slicesThatNeedMoreThanThereIsWaitAndBeat() {
        AtomicInteger beats = new AtomicInteger();
        RequestMemory.Share first = memory.share(() -> {});
        first.take(3 * MIB);
        RequestMemory.Share second = memory.share(() -> {
            beats.incrementAndGet();
            first.close();
        });

        second.take(3 * MIB);

        assertThat(beats).hasValue(1);
    }

    @Test
    void aSliceThatIsCancelledWhileItWaitsEnds() {
        memory.share(() -> {}).take(4 * MIB);

        assertThatThrownBy(() -> memory.share(() -> {
                            throw new IllegalStateException("cancelled");
                        })
                        .take(MIB))
                .hasMessage("cancelled");
    }

    @Test
    void smallSlicesNeverWaitAndOneThatIsLargerThanAllRunsAlone() {
        RequestMemory.Share all = memory.share(() -> {});
        all.take(100 * MIB);
        memory.share(() -> {}).take(10_000);

        all.close();
        memory.share(() -> {}).take(100 * MIB);
    }
}
