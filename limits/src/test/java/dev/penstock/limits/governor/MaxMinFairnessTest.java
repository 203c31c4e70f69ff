package dev.penstock.limits.governor;

import static dev.penstock.limits.governor.MaxMinFairness.EVERYTHING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MaxMinFairnessTest {
    @Test
    void theHungryGetEqualPartsOfWhatOthersDoNotNeed() {
        assertThat(MaxMinFairness.divide(100, new double[] {10, EVERYTHING, EVERYTHING}))
                .containsExactly(10, 45, 45);
    }

    @Test
    void everybodyGetsTheSameWhenAllAreHungry() {
        assertThat(MaxMinFairness.divide(500, new double[] {EVERYTHING, EVERYTHING, EVERYTHING}))
                .containsExactlyInAnyOrder(167, 167, 166);
    }

    @Test
    void nobodyGoesWithoutWhereThereIsOneForEach() {
        assertThat(MaxMinFairness.divide(3, new double[] {0, 0, EVERYTHING})).containsExactly(1, 1, 1);
    }

    @Test
    void whereThereIsTooLittleSomeGoWithout() {
        assertThat(MaxMinFairness.divide(2, new double[] {EVERYTHING, EVERYTHING, EVERYTHING}))
                .containsExactlyInAnyOrder(1, 1, 0);
    }

    @Test
    void partsAlwaysAddUpToTheQuota() {
        Random random = new Random(5);
        for (int i = 0; i < 2_000; i++) {
            long quota = random.nextLong(1, 2_000_000);
            double[] needs = random.doubles(random.nextInt(1, 30), 0, quota)
                    .map(need -> random.nextInt(3) == 0 ? EVERYTHING : need)
                    .toArray();

            long[] parts = MaxMinFairness.divide(quota, needs);

            assertThat(Arrays.stream(parts).sum()).isEqualTo(quota);
            assertThat(Arrays.stream(parts).min().orElseThrow()).isNotNegative();
        }
    }
}
