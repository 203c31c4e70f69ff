package dev.penstock.worker.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.activities.pool.PoolConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class ExampleTest {
    private static final Path EXAMPLE = Path.of("..", "examples", "penstock.yaml");

    @TempDir
    Path folder;

    @Test
    void theExampleIsSoundWithoutAnyVariable() {
        PenstockConfiguration example = ConfigurationFinder.find(EXAMPLE, Path.of(""), Path.of("nowhere"), Map.of());

        assertThat(example.pools()).extracting(PoolConfig::name).containsExactly("openai", "local");
        assertThat(example.pools().getFirst().declared().tokensPerMinute()).isEqualTo(200_000);
        assertThat(PoolConfig.serving("gpt-4.1-nano", example.pools()))
                .hasValueSatisfying(pool -> assertThat(pool.name()).isEqualTo("openai"));
        assertThat(PoolConfig.serving("llama3", example.pools()))
                .hasValueSatisfying(pool -> assertThat(pool.name()).isEqualTo("local"));
        assertThat(example.tenants().weights()).containsEntry("search", 4.0);
        assertThat(example.defaults().model()).isEqualTo("gpt-4o-mini");
    }

    @Test
    void theReferencesExampleIsSound() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "configuration.md"));
        String yaml = page.substring(page.indexOf("```yaml\npools:") + "```yaml\n".length());
        Path file = Files.writeString(folder.resolve("penstock.yaml"), yaml.substring(0, yaml.indexOf("```")));

        PenstockConfiguration example =
                ConfigurationFinder.find(file, Path.of(""), folder, Map.of("OPENAI_API_KEY", "sk-hidden"));

        assertThat(example.pools()).extracting(PoolConfig::name).containsExactly("openai", "local");
    }
}
