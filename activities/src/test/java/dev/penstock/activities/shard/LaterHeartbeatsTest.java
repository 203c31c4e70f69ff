package dev.penstock.activities.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaterHeartbeatsTest {
    @Test
    void theFirstHeartbeatIsLeftOut() {
        List<SliceBeat> sent = new ArrayList<>();
        LaterHeartbeats heart = new LaterHeartbeats(sent::add);

        heart.accept(new SliceBeat(0, 3, 1));
        assertThat(sent).isEmpty();

        heart.accept(new SliceBeat(1, 2, 1));
        heart.accept(new SliceBeat(2, 1, 1));
        assertThat(sent).containsExactly(new SliceBeat(1, 2, 1), new SliceBeat(2, 1, 1));
    }
}
