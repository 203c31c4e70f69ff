package dev.penstock.starter.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.activities.llm.PoolConfig;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExampleTest {
    private static final Path EXAMPLE = Path.of("..", "examples", "penstock.yaml");

    @Test
    void theExampleIsSoundWithoutAnyVariable() {
        Configuration example = ConfigurationFinder.find(EXAMPLE, Path.of(""), Path.of("nowhere"), Map.of());

        assertThat(example.pools()).extracting(PoolConfig::name).containsExactly("openai", "local");
        assertThat(example.pools().getFirst().declared().tokensPerMinute()).isEqualTo(200_000);
        assertThat(PoolConfig.serving("gpt-4.1-nano", example.pools()))
                .hasValueSatisfying(pool -> assertThat(pool.name()).isEqualTo("openai"));
        assertThat(PoolConfig.serving("llama3", example.pools()))
                .hasValueSatisfying(pool -> assertThat(pool.name()).isEqualTo("local"));
        assertThat(example.tenants().findWeight("search")).contains(4.0);
        assertThat(example.defaults().model()).isEqualTo("gpt-4o-mini");
    }
}
