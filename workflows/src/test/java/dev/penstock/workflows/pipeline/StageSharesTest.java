package dev.penstock.workflows.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.pipeline.PlannedStage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StageSharesTest {
    private final StageShares shares = new StageShares(
            List.of(new PlannedStage("a", "p", "m", 1, 20, 10), new PlannedStage("b", "p", "m", 1, 7, 10)), 3);

    @Test
    void partsAddUpToTheLimits() {
        List<Integer> first = shares.take(0);
        List<Integer> second = shares.take(1);
        List<Integer> third = shares.take(2);

        assertThat(first.get(0) + second.get(0) + third.get(0)).isEqualTo(20);
        assertThat(first.get(1) + second.get(1) + third.get(1)).isEqualTo(7);
    }

    @Test
    void whoComesTakesThePartOfWhoWent() {
        List<Integer> first = shares.take(0);
        shares.take(1);
        shares.take(2);

        assertThat(shares.ended(0, 1)).isEmpty();
        assertThat(shares.take(3)).isEqualTo(first);
    }

    @Test
    void partsGrowOnceNobodyIsLeftToCome() {
        shares.take(0);
        shares.take(1);
        shares.take(2);

        Map<Integer, List<Integer>> two = shares.ended(0, 0);
        assertThat(two.keySet()).containsExactly(1, 2);
        assertThat(two.values().stream().mapToInt(List::getFirst).sum()).isEqualTo(20);
        assertThat(shares.ended(1, 0)).containsExactly(Map.entry(2, List.of(20, 7)));
    }
}
