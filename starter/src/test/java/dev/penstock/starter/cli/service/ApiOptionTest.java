package dev.penstock.starter.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ApiOptionTest {
    @Test
    void whoeverOpensTheApiToTheNetworkIsWarned() {
        assertThat(option("0.0.0.0", false).warning())
                .hasValueSatisfying(text -> assertThat(text).contains("0.0.0.0", "--no-keys"));
    }

    @Test
    void nobodyIsWarnedOfWhatIsUsual() {
        assertThat(option("127.0.0.1", false).warning()).isEmpty();
        assertThat(option("0.0.0.0", null).warning()).isEmpty();
        assertThat(option("0.0.0.0", true).warning()).isEmpty();
    }

    private static ApiOption option(String host, @Nullable Boolean keys) {
        ApiOption option = new ApiOption();
        option.host = host;
        option.keys = keys;
        return option;
    }
}
