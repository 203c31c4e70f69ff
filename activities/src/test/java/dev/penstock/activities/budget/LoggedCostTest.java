package dev.penstock.activities.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Slice;
import dev.penstock.store.Result;
import dev.penstock.store.ShardLog;
import dev.penstock.store.ShardLog.Calls;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoggedCostTest {
    private static final ShardLog LOG = new ShardLog(
            Map.of(1L, answered("0.000001", null), 2L, answered("0.000002", "0.000005"), 4L, deadLetter()),
            Map.of(3L, new Calls(1, 0, 1, 1), 5L, new Calls(1, 2, 0, 0)));

    @Test
    void answersAndCallsWithoutOneCountInTheirSlices() {
        Map<Integer, NanoUsd> spent = LoggedCost.bySlice(
                LOG, 0, line -> Optional.of(slice((int) (line - 1) / 2)), (slice, line) -> NanoUsd.of(10_000));

        assertThat(spent).containsOnly(Map.entry(0, NanoUsd.of(8_000)), Map.entry(1, NanoUsd.of(2 * 10_000 + 7_000)));
    }

    @Test
    void aDeadLetterThatIsReplayedCountsAndOtherSlicesDoNot() {
        Map<Integer, NanoUsd> spent = LoggedCost.bySlice(
                LOG,
                1,
                line -> line == 4 || line == 1 ? Optional.of(slice(7)) : Optional.empty(),
                (slice, line) -> NanoUsd.of(10_000));

        assertThat(spent).containsOnly(Map.entry(7, NanoUsd.of(1_000 + 7_000)));
    }

    private static Slice slice(int index) {
        return new Slice(index, 0, 1, 1, 2, 0, "openai", null);
    }

    private static Result answered(String usd, @Nullable String possibly) {
        return result(new Result.Response(200, "r", "{}"), null, usd, possibly);
    }

    private static Result deadLetter() {
        return result(null, new Result.Error("timeout", "t"), null, "0.000007");
    }

    private static Result result(
            Result.@Nullable Response response,
            Result.@Nullable Error error,
            @Nullable String usd,
            @Nullable String possibly) {
        return Result.builder(1, "a")
                .response(response)
                .error(error)
                .attempts(1)
                .latencyMs(9)
                .costUsd(usd == null ? null : new BigDecimal(usd))
                .possiblyUsd(possibly == null ? null : new BigDecimal(possibly))
                .build();
    }
}
