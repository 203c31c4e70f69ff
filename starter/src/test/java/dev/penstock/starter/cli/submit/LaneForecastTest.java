package dev.penstock.starter.cli.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.starter.estimate.BatchEstimate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LaneForecastTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    @Test
    void saysNothingOfABatchThatIsCalledOnline() {
        assertThat(LaneForecast.of(BatchSpec.of("file:///x"), estimate(60L), NOW, false))
                .isEmpty();
    }

    @Test
    void namesBothEndsOfWhatTheMixMayCost() {
        List<String> lines = LaneForecast.of(auto("6h"), estimate(3600L), NOW, false);

        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).contains("calling all requests online would take 1 h 0 min");
        assertThat(lines.get(2)).contains("from $2.00, all by the batch API, to $4.00, all online");
    }

    @Test
    void saysThatThereIsNoTimeForTheBatchApi() {
        assertThat(LaneForecast.of(auto("1h"), estimate(3600L), NOW, false))
                .singleElement()
                .asString()
                .contains("all online: the deadline");
    }

    @Test
    void saysThatItIsNotKnownHowLongCallsTake() {
        assertThat(LaneForecast.of(auto("1h"), estimate(null), NOW, false).get(1))
                .contains("no quota known");
    }

    @Test
    void aBatchThatContinuesKeepsItsTimesAndSoNoneAreForecast() {
        assertThat(LaneForecast.of(auto("6h"), estimate(3600L), NOW, true))
                .containsExactly("          cost from $2.00, all by the batch API, to $4.00, all online");
    }

    private static BatchSpec auto(String deadline) {
        return BatchSpec.of("file:///x").with(SpecKey.LANE, "auto").with(SpecKey.DEADLINE, deadline);
    }

    private static BatchEstimate estimate(@Nullable Long secondsAtQuota) {
        try {
            return new ObjectMapper().readValue("""
                    {"requests": 1000, "cost_usd": {"expected": 4}, "batch_cost_usd": {"expected": 2},
                    "seconds_at_quota": %s, "models": [], "pools": []}
                    """.formatted(secondsAtQuota), BatchEstimate.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
