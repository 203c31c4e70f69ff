package dev.penstock.activities.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.Usage;
import dev.penstock.store.Result;
import dev.penstock.store.ShardLog;
import dev.penstock.store.ShardLog.Calls;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PaidEarlierTest {
    private static final ShardLog LOG = new ShardLog(
            Map.of(
                    1L,
                    Result.builder(1, "a")
                            .error(new Result.Error("answer_truncated", "t"))
                            .costUsd(new BigDecimal("0.03"))
                            .possiblyUsd(new BigDecimal("0.01"))
                            .usage(new Usage(100, 0, 50, 0))
                            .build()),
            Map.of());
    private static final Slice SLICE = new Slice(0, 0, 1, 1, 2, 0, "openai", null);
    private static final PaidEarlier PAID = PaidEarlier.of(LOG, 1, 1);

    @Test
    void onlyADeadLetterOfAnEarlierRoundIsCalledAgain() {
        assertThat(PAID.atMost()).isEqualTo(NanoUsd.ofUsd(new BigDecimal("0.04")));
        assertThat(PAID.usage()).isEqualTo(new Usage(100, 0, 50, 0));
        assertThat(PaidEarlier.of(LOG, 1, 0)).isEqualTo(PaidEarlier.NOTHING);
        assertThat(PaidEarlier.of(LOG, 2, 1)).isEqualTo(PaidEarlier.NOTHING);
    }

    @Test
    void itIsAddedToWhatTheNextCallCosts() {
        assertCost(PAID, "0.02", null, false, "0.05", "0.01");
        assertCost(PAID, "0.02", "0.1", false, "0.05", "0.11");
        // A refusal costs nothing more.
        assertCost(PAID, null, null, false, "0.03", "0.01");
        // The cost of the call is unknown, and at most 0.1.
        assertCost(PAID, null, "0.1", true, null, "0.14");
        assertCost(PAID, null, null, true, null, null);
    }

    @Test
    void callsThatWereCutOffBeforeTheDeadLetterArePartOfIt() {
        ShardLog log = new ShardLog(
                Map.of(
                        1L,
                        Result.builder(1, "a")
                                .error(new Result.Error("timeout", "t"))
                                .attempts(2)
                                .possiblyUsd(new BigDecimal("0.01"))
                                .build()),
                Map.of(1L, new Calls(1, 0, 3, 1)));

        assertThat(PaidEarlier.of(log, 1, 1).uncounted(log.calls(1))).isEqualTo(2);
        assertThat(PaidEarlier.of(log, 1, 0).uncounted(log.calls(1))).isEqualTo(4);
        assertThat(LoggedCost.bySlice(log, 1, line -> Optional.of(SLICE), (slice, line) -> NanoUsd.of(1_000)))
                .containsEntry(0, NanoUsd.of(10_000_000 + 2 * 1_000));
    }

    @Test
    void nothingChangesWhatCostsNothingMore() {
        assertCost(PaidEarlier.NOTHING, "0.02", "0.1", false, "0.02", "0.1");
        assertCost(PaidEarlier.NOTHING, null, null, false, null, null);
        assertThat(PaidEarlier.NOTHING.addTo(null)).isNull();
        assertThat(PAID.addTo(null)).isEqualByComparingTo("0.04");
    }

    private static void assertCost(
            PaidEarlier paid,
            @Nullable String own,
            @Nullable String possibly,
            boolean isUnknown,
            @Nullable String usd,
            @Nullable String possiblyUsd) {
        Result result = paid.addTo(Result.builder(1, "a"), number(own), number(possibly), isUnknown)
                .build();

        assertThat(result.costUsd()).isEqualTo(number(usd));
        assertThat(result.possiblyUsd()).isEqualTo(number(possiblyUsd));
    }

    private static @Nullable BigDecimal number(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }
}
