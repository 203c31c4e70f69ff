package dev.penstock.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class NanoUsdTest {
    private static final NanoUsd MOST = NanoUsd.of(Long.MAX_VALUE);
    private static final NanoUsd LEAST = NanoUsd.of(Long.MIN_VALUE);

    @Test
    void sumsBeyondNumbersStayAtTheMost() {
        assertThat(MOST.plus(NanoUsd.of(1))).isEqualTo(MOST);
        assertThat(MOST.minus(NanoUsd.of(-1))).isEqualTo(MOST);
        assertThat(LEAST.minus(NanoUsd.of(1))).isEqualTo(LEAST);
        assertThat(NanoUsd.of(1L << 62).times(4)).isEqualTo(MOST);
        assertThat(NanoUsd.of(-(1L << 62)).times(4)).isEqualTo(LEAST);
        assertThat(NanoUsd.ZERO.minus(LEAST)).isEqualTo(MOST);
    }

    @Test
    void sumsWithinNumbersAreExact() {
        assertThat(NanoUsd.of(7).plus(NanoUsd.of(-9))).isEqualTo(NanoUsd.of(-2));
        assertThat(NanoUsd.of(-3).times(5)).isEqualTo(NanoUsd.of(-15));
        assertThat(NanoUsd.of(3).times(0)).isEqualTo(NanoUsd.ZERO);
        assertThat(NanoUsd.of(5).minus(NanoUsd.of(9))).isEqualTo(NanoUsd.of(-4));
    }

    @Test
    void aLimitIsANumberOrUnlimitedInJson() throws Exception {
        ObjectMapper json = new ObjectMapper();

        assertThat(json.readValue("12", Limit.class)).isEqualTo(Limit.atMost(NanoUsd.of(12)));
        assertThat(json.readValue(json.writeValueAsString(Limit.UNLIMITED), Limit.class))
                .isEqualTo(Limit.UNLIMITED);
    }
}
