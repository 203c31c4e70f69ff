package dev.penstock.activities.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SliceSizeTest {
    private static final long MANY = 1_000_000;

    @Test
    void oneRequestASliceWhereActivitiesKeepUpWithTheQuota() {
        assertThat(SliceSize.auto(pool(500L, null, 20), 100, MANY)).isEqualTo(1);
        assertThat(SliceSize.auto(pool(6_000L, null, 20), 100, MANY)).isEqualTo(1);
    }

    @Test
    void moreWhereTheQuotaIsHigherUpToFifty() {
        assertThat(SliceSize.auto(pool(60_000L, null, 20), 100, MANY)).isEqualTo(10);
        assertThat(SliceSize.auto(pool(6_000_000L, null, 20), 100, MANY)).isEqualTo(50);
    }

    @Test
    void theTighterQuotaDecides() {
        assertThat(SliceSize.auto(pool(60_000L, 600_000L, 20), 100, MANY)).isEqualTo(1);
        assertThat(SliceSize.auto(pool(null, 6_000_000L, 20), 100, MANY)).isEqualTo(10);
    }

    @Test
    void withoutAQuotaTheConnectionsDecide() {
        assertThat(SliceSize.auto(pool(null, null, 20), 100, MANY)).isEqualTo(20);
    }

    @Test
    void aSmallBatchSpreadsOverAllConnections() {
        assertThat(SliceSize.auto(pool(null, null, 20), 100, 10)).isEqualTo(1);
        assertThat(SliceSize.auto(pool(null, null, 20), 100, 800)).isEqualTo(10);
        assertThat(SliceSize.requestsThatSpread(pool(null, null, 20))).isEqualTo(4_000);
    }

    private static PoolFacts pool(@Nullable Long requests, @Nullable Long tokens, int concurrency) {
        return new PoolFacts("p", requests, tokens, concurrency, null);
    }
}
