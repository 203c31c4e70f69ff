package dev.penstock.starter.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.client.batch.BatchParts.Lanes;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

final class LaneTextTest {
    @Test
    void anUnknownPriceIsSaidOnce() {
        assertThat(LaneText.costs(new Lanes(3, 0, null, BigDecimal.ZERO, null, null)))
                .isEqualTo("lanes:    3 by batch, 0 online; their price is not known");
        assertThat(LaneText.costs(new Lanes(3, 1, BigDecimal.ONE, BigDecimal.TWO, BigDecimal.TEN, BigDecimal.ONE)))
                .contains("all online would cost $10");
    }
}
