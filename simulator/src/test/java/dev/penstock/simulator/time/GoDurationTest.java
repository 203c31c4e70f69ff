package dev.penstock.simulator.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoDurationTest {
    @ParameterizedTest
    @CsvSource({"0,0s", "12,12ms", "1000,1s", "1500,1.5s", "360000,6m0s", "3600000,1h0m0s", "59999,59.999s"})
    void writesAndReadsWhatGoWrites(long millis, String text) {
        assertThat(GoDuration.format(Duration.ofMillis(millis))).isEqualTo(text);
        assertThat(GoDuration.parse(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void readsFractionsAndBareMilliseconds() {
        assertThat(GoDuration.parse("0.25ms")).isEqualTo(Duration.ofNanos(250_000));
        assertThat(GoDuration.format(Duration.ofNanos(250_000))).isEqualTo("250us");
        assertThat(GoDuration.parse("2000")).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void saysWhatADurationLooksLike() {
        assertThatThrownBy(() -> GoDuration.parse("5 minutes"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'5 minutes' is not a duration");
    }
}
