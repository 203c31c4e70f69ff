package dev.penstock.starter.cli.prices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.activities.prices.ModelPrice;
import dev.penstock.activities.prices.PriceCard;
import dev.penstock.activities.prices.PriceChanges;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriceTextTest {
    @Test
    void oneChangedModelIsSingular() {
        ModelPrice before = price("1");
        ModelPrice after = price("2");
        PriceChanges changes =
                new PriceChanges(card("1"), card("2"), 1, 1, List.of(new PriceChanges.Changed("m", before, after)));

        assertThat(PriceText.changes(changes))
                .contains("1 model is new, 1 is gone, 1 has other prices", "  m: input 1 → 2");
    }

    private static ModelPrice price(String input) {
        return ModelPrice.of(new BigDecimal(input), BigDecimal.ONE, BigDecimal.TEN);
    }

    private static PriceCard card(String input) {
        String text = "penstock-prices 1\nas-of 2026-11-30\nsource a test\n\nm input=%s output=10\n".formatted(input);
        return PriceCard.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
