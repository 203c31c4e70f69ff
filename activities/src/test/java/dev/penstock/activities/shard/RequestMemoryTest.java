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
    void onePoolLeavesHalfToOthers() {
        memory.share("paused", () -> {}).take(2 * MIB);

        memory.share("other", () -> {}).take(2 * MIB);

        assertThatThrownBy(() -> memory.share("paused", () -> {
                            throw new IllegalStateException("waits");
                        })
                        .take(MIB / 8))
                .hasMessage("waits");
    }

    @Test
    void slicesThatNeedMoreThanThereIsWaitAndBeat() {
        AtomicInteger beats = new AtomicInteger();
        RequestMemory.Share first = memory.share("p", () -> {});
        first.take(3 * MIB);
        RequestMemory.Share second = memory.share("p", () -> {
            beats.incrementAndGet();
            first.close();
        });

        second.take(3 * MIB);

        assertThat(beats).hasValue(1);
    }

    @Test
    void aSliceThatIsCancelledWhileItWaitsEnds() {
        memory.share("p", () -> {}).take(2 * MIB);

        assertThatThrownBy(() -> memory.share("p", () -> {
                            throw new IllegalStateException("cancelled");
                        })
                        .take(MIB))
                .hasMessage("cancelled");
    }

    @Test
    void smallSlicesNeverWaitAndOneThatIsLargerThanAllRunsAlone() {
        RequestMemory.Share all = memory.share("p", () -> {});
        all.take(100 * MIB);
        memory.share("p", () -> {}).take(10_000);

        all.close();
        memory.share("p", () -> {}).take(100 * MIB);
    }
}
