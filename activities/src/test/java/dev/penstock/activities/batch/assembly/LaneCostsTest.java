package dev.penstock.activities.batch.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.activities.prices.PriceCard;
import dev.penstock.activities.prices.Prices;
import dev.penstock.contracts.Cost;
import dev.penstock.contracts.Usage;
import dev.penstock.contracts.batch.LaneReport;
import dev.penstock.store.Result;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LaneCostsTest {
    private static final Prices CARD = Prices.of(() -> PriceCard.read("""
            penstock-prices 1
            as-of 2026-11-30
            source a test

            embedder input=0.15 output=0 batch:input=0.12
            online-only input=1 output=0
            """.getBytes(StandardCharsets.UTF_8)));

    private final LaneCosts costs = new LaneCosts(pool -> CARD);

    @Test
    void theOtherLaneCostsWhatTheCardSays() {
        costs.add(answered("embedder", "12", Result.PROVIDER_BATCH));
        costs.add(answered("embedder", "15", null));

        LaneReport report = costs.report();
        assertThat(report.batchCost()).isEqualTo(usd("12"));
        assertThat(report.onlineCost()).isEqualTo(usd("15"));
        assertThat(report.ifAllOnline()).isEqualTo(usd("30"));
        assertThat(report.ifAllBatch()).isEqualTo(usd("24"));
    }

    @Test
    void anUnknownPriceOfTheOtherLaneMakesItsSumUnknown() {
        costs.add(answered("online-only", "100", null));

        assertThat(costs.report().ifAllOnline()).isEqualTo(usd("100"));
        assertThat(costs.report().ifAllBatch().usd()).isEmpty();
    }

    @Test
    void whatIsFreeOrUnpricedInOneLaneIsSoInTheOther() {
        costs.add(answered("online-only", "0", null));
        assertThat(costs.report().ifAllBatch()).isEqualTo(Cost.NONE);

        costs.add(answered("embedder", null, Result.PROVIDER_BATCH));
        assertThat(costs.report().ifAllOnline()).isEqualTo(Cost.UNKNOWN);
    }

    private static Result answered(String model, @Nullable String usd, @Nullable String lane) {
        return Result.builder(1, "a")
                .response(new Result.Response(200, "r", "{}"))
                .usage(new Usage(100_000_000, 0, 0, 0))
                .costUsd(usd == null ? null : new BigDecimal(usd))
                .call(new Result.Call("gemini", model, 0, null))
                .lane(lane)
                .build();
    }

    private static Cost usd(String amount) {
        return Cost.ofUsd(new BigDecimal(amount));
    }
}
