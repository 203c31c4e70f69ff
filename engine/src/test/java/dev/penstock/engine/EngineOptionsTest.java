package dev.penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineOptionsTest {

    @Test
    void looksWhereTemporalUsuallyIs() {
        EngineOptions options = EngineOptions.from(Map.of());

        assertThat(options.port()).isEqualTo(7233);
        assertThat(options.uiPort()).isEqualTo(8233);
        assertThat(options.home()).isEqualTo(Path.of(System.getProperty("user.home"), ".penstock"));
        assertThat(options.mayInstall()).isTrue();
    }

    @Test
    void takesHomePortAndOfflineFromTheEnvironment() {
        EngineOptions options = EngineOptions.from(
                Map.of("PENSTOCK_HOME", "/data", "PENSTOCK_TEMPORAL_PORT", "17233", "PENSTOCK_OFFLINE", "1"));

        assertThat(options.port()).isEqualTo(17233);
        assertThat(options.uiPort()).isEqualTo(18233);
        assertThat(options.home()).isEqualTo(Path.of("/data"));
        assertThat(options.mayInstall()).isFalse();
    }

    @Test
    void refusesAPortThatIsNone() {
        assertThatThrownBy(() -> EngineOptions.from(Map.of("PENSTOCK_TEMPORAL_PORT", "temporal")))
                .isInstanceOf(EngineUnavailable.class)
                .hasMessageContaining("PENSTOCK_TEMPORAL_PORT is 'temporal'");
    }
}
