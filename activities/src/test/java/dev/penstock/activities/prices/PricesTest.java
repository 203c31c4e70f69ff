package dev.penstock.activities.prices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.BilledApart;
import dev.penstock.contracts.Usage;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        assertThat(prices.cost("gpt-4.1-2099-01-01", usage)).isEqualTo(prices.cost("gpt-4.1", usage));
    }

    @Test
    void aPoolsOwnPricesGoFirst() {
        ModelPrice free = ModelPrice.of(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
        ModelPrice one = ModelPrice.of(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE);

        Prices own = prices.with(Map.of("gpt-4.1*", free, "gpt-4.1-mini", one));

        assertThat(own.cost("gpt-4.1-nano", usage).orElseThrow()).isEqualByComparingTo(BigDecimal.ZERO);
        assertThat(own.cost("gpt-4.1-mini-2025-04-14", usage).orElseThrow()).isEqualByComparingTo("1.1");
        assertThat(own.cost("gpt-4o-mini", usage)).isEqualTo(prices.cost("gpt-4o-mini", usage));
        assertThat(own.maxOutput("gpt-4.1-mini")).as("the card's").hasValue(32_768);
    }

    @Test
    void whatIsNotKnownIsNotGuessed() {
        assertThat(prices.cost("llama-3", usage)).isEmpty();
        assertThat(prices.cost("gpt-4o-audio-preview", usage)).isEmpty();
        assertThat(prices.cost("gpt-4o", "flex", usage)).isEmpty();
        assertThat(prices.cost("gpt-4o", "gold", usage)).isEmpty();
    }

    @ParameterizedTest(name = "{0} at {1} is {2}")
    @CsvSource({
        "gpt-4o-mini, https://api.openai.com/v1, gpt-4o-mini",
        "GPT-4o-mini, https://api.openai.com/v1, gpt-4o-mini",
        "gpt-4o, https://mine.openai.azure.com/openai/v1, azure/gpt-4o",
        "azure/gpt-4o, http://127.0.0.1:4000/v1, azure/gpt-4o",
        "openai/gpt-4o, https://openrouter.ai/api/v1, gpt-4o",
        "openrouter/openai/gpt-4o, http://127.0.0.1:4000/v1, gpt-4o",
        "anthropic/claude-sonnet-4.5, https://openrouter.ai/api/v1, claude-sonnet-4-5",
        "claude-sonnet-4-5-20250929, https://api.anthropic.com, claude-sonnet-4-5-20250929",
        "claude-sonnet-4-5@20250929, https://api.anthropic.com, claude-sonnet-4-5",
        "gemini-2.5-pro, https://generativelanguage.googleapis.com/v1beta/openai, gemini/gemini-2.5-pro",
        "models/gemini-2.5-pro, https://generativelanguage.googleapis.com/v1beta/openai, gemini/gemini-2.5-pro",
        "models/gemini-2.5-flash, http://127.0.0.1:9009/v1beta/openai, gemini-2.5-flash",
        "google/gemini-2.5-pro, https://openrouter.ai/api/v1, gemini-2.5-pro",
        "openai/gpt-oss-120b, https://api.groq.com/openai/v1, groq/openai/gpt-oss-120b",
        "deepseek-chat, https://api.deepseek.com, deepseek/deepseek-chat",
    })
    void aProvidersNameIsFoundInTheCard(String model, String provider, String name) {
        assertThat(prices.with(Map.of(), URI.create(provider)).find(model).map(Prices.Found::name))
                .hasValue(name);
    }

    @Test
    void aTierAndALongRequestHaveTheirOwnPrices() {
        Usage shortOne = new Usage(100_000, 0, 1_000, 0);
        Usage longOne = new Usage(300_000, 0, 1_000, 0);

        assertThat(prices.cost("gpt-5.4", "", shortOne).orElseThrow()).isEqualByComparingTo("0.265");
        assertThat(prices.cost("gpt-5.4", "flex", shortOne).orElseThrow()).isEqualByComparingTo("0.1325");
        assertThat(prices.cost("gpt-5.4", "priority", shortOne).orElseThrow()).isEqualByComparingTo("0.53");
        assertThat(prices.cost("gpt-5.4", "default", longOne).orElseThrow()).isEqualByComparingTo("1.5225");
        assertThat(prices.cost("gpt-5.4", "priority", longOne).orElseThrow())
                .as("the standard tier's factors, where no others are known")
                .isEqualByComparingTo("3.045");
    }

    @Test
    void writesToTheCacheHaveTheirOwnPrices() {
        Usage written = new Usage(1_000_000, 300_000, 0, 0, new BilledApart(200_000, 100_000, 0, 0, 0, 0));

        assertThat(prices.cost("claude-sonnet-4-5", written).orElseThrow())
                .isEqualByComparingTo(new BigDecimal("0.3")
                        .multiply(new BigDecimal("0.3"))
                        .add(new BigDecimal("0.75"))
                        .add(new BigDecimal("0.6"))
                        .add(new BigDecimal("1.2")));
    }

    @Test
    void whatATierLeavesOpenChangesAsItsInputOrOutputDoes() {
        PriceCard card = PriceCardTest.card("""
                penstock-prices 1
                as-of 2026-11-30
                source test

                m input=2 cached=1 output=8 reasoning=12 batch:input=1 batch:output=4
                """);

        assertThat(Prices.of(() -> card).batchCost("m", usage).orElseThrow())
                .isEqualByComparingTo(new BigDecimal("0.6")
                        .add(new BigDecimal("0.2"))
                        .add(new BigDecimal("0.2"))
                        .add(new BigDecimal("0.3")));
        assertThat(Prices.of(() -> card).batchFactor("m").orElseThrow()).isEqualByComparingTo("0.5");
    }

    @Test
    void theHigherOfTwoPricesHoldsUnderEachCondition() {
        ModelPrice one = ModelPrice.parse("max-output=10 input=1 output=8 flex:input=0.5 flex:output=4");
        ModelPrice two = ModelPrice.parse("max-output=20 input=2 output=4 >1000:input=6");

        ModelPrice highest = one.max(two);

        assertThat(highest.cost("", new Usage(1_000, 0, 1_000, 0)).orElseThrow())
                .isEqualByComparingTo("0.01");
        assertThat(highest.cost("", new Usage(2_000, 0, 1_000, 0)).orElseThrow())
                .isEqualByComparingTo("0.02");
        assertThat(highest.cost("flex", new Usage(1_000, 0, 1_000, 0)).orElseThrow())
                .isEqualByComparingTo("0.006");
        assertThat(highest.maxOutput()).hasValue(20);
    }

    @Test
    void manyShortRequestsAreNotALongOne() {
        assertThat(prices.cost("gpt-5.4", "", 1_000, 1_000_000, 0).orElseThrow())
                .isEqualByComparingTo("2.5");
        assertThat(prices.cost("gpt-5.4", "", 1, 1_000_000, 0).orElseThrow()).isEqualByComparingTo("5");
    }
}
