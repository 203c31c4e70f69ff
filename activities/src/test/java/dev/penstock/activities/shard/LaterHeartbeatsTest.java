package dev.penstock.activities.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LaterHeartbeatsTest {
    private final AtomicLong now = new AtomicLong();
    private final HeartbeatGap gap = new HeartbeatGap(now::get);
    private final List<SliceBeat> sent = new ArrayList<>();
    private final LaterHeartbeats heart = new LaterHeartbeats(sent::add, gap);

    @Test
    void theFirstHeartbeatIsLeftOut() {
        heart.accept(new SliceBeat(0, 3, 1));
        assertThat(sent).isEmpty();

        heart.accept(new SliceBeat(1, 2, 1));
        heart.accept(new SliceBeat(2, 1, 1));
        assertThat(sent).containsExactly(new SliceBeat(1, 2, 1), new SliceBeat(2, 1, 1));
    }

    @Test
    void theFirstHeartbeatIsSentIfTheRequestsTookLongToRead() {
        pass(Duration.ofMillis(8_500));

        heart.accept(new SliceBeat(0, 3, 1));

        assertThat(sent).hasSize(1);
        pass(Duration.ofSeconds(2));
        assertThat(gap.isTooLong()).isFalse();
    }

    @Test
    void aHeartbeatThatIsLeftOutIsNoSignOfLife() {
        pass(Duration.ofSeconds(1));
        heart.accept(new SliceBeat(0, 3, 1));

        pass(Duration.ofSeconds(9));

        assertThat(sent).isEmpty();
        assertThat(gap.isTooLong()).isTrue();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
