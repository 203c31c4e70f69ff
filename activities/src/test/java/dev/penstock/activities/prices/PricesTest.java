package dev.penstock.activities.prices;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.Usage;
import dev.penstock.providers.JsonText;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PricesTest {
    private final Prices prices = Prices.known();
    private final Usage usage = new Usage(1_000_000, 400_000, 100_000, 50_000);

    @Test
    void cachedInputHasItsOwnPriceAndReasoningIsOutput() {
        assertThat(prices.cost("gpt-4o-mini", usage).orElseThrow()).isEqualByComparingTo(new BigDecimal("0.18"));
    }

    @Test
    void aDatedModelCostsWhatItsNameDoesUnlessItHasItsOwnPrice() {
        assertThat(prices.cost("gpt-4o-2024-08-06", usage)).isEqualTo(prices.cost("gpt-4o", usage));
        assertThat(prices.cost("gpt-4o-2024-05-13", usage)).isNotEqualTo(prices.cost("gpt-4o", usage));
    }

    @Test
    void aPoolsOwnPricesGoFirst() {
        Prices.Price free = new Prices.Price(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
        Prices.Price one = new Prices.Price(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE);

        Prices own = prices.with(Map.of("gpt-4.1*", free, "gpt-4.1-mini", one));

        assertThat(own.cost("gpt-4.1-nano", usage).orElseThrow()).isEqualByComparingTo(BigDecimal.ZERO);
        assertThat(own.cost("gpt-4.1-mini-2025-04-14", usage).orElseThrow()).isEqualByComparingTo("1.1");
        assertThat(own.cost("gpt-4o-mini", usage)).isEqualTo(prices.cost("gpt-4o-mini", usage));
    }

    @Test
    void whatIsNotKnownIsNotGuessed() {
        ObjectNode flex =
                JsonText.MAPPER.createObjectNode().put("model", "gpt-4o").put("service_tier", "flex");

        assertThat(prices.cost("llama-3", usage)).isEmpty();
        assertThat(prices.cost("gpt-4o-audio-preview", usage)).isEmpty();
        assertThat(prices.cost(flex, usage)).isEmpty();
    }
}
