package dev.penstock.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.Usage;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectTest {
    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1, OPENAI",
        "https://api.anthropic.com, ANTHROPIC",
        "https://API.Anthropic.com/v1, ANTHROPIC",
        "https://mine.openai.azure.com, AZURE",
        "https://mine.services.ai.azure.com/openai/v1, AZURE",
        "https://generativelanguage.googleapis.com/v1beta/openai, GEMINI",
        "http://127.0.0.1:8000/v1, OPENAI",
        "https://anthropic.com.example/v1, OPENAI"
    })
    void anAddressTellsItsDialect(String address, Dialect dialect) {
        assertThat(Dialect.at(URI.create(address))).isEqualTo(dialect);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.anthropic.com, ANTHROPIC, true",
        "https://API.anthropic.com:443/v1, ANTHROPIC, true",
        "https://api.anthropic.com.example.org, ANTHROPIC, false",
        "https://api.anthropic.com:8443, ANTHROPIC, false",
        "http://api.anthropic.com, ANTHROPIC, false",
        "https://api.openai.com/v1/, OPENAI, true",
        "https://api.openai.com/v10, OPENAI, false",
        "https://mine.openai.azure.com, AZURE, false"
    })
    void anAddressIsUsualOnTheProvidersOwnHostOnly(String address, Dialect dialect, boolean isUsual) {
        assertThat(dialect.isUsual(URI.create(address))).isEqualTo(isUsual);
    }

    @ParameterizedTest
    @CsvSource({"sk-ant-api03-x, ANTHROPIC", "AIzaSyx, GEMINI", "sk-proj-x, OPENAI", "sk-x,", "abc,"})
    void aKeyTellsWhoGaveItOutIfItsBeginningDoes(String key, Dialect dialect) {
        assertThat(Dialect.ofKey(new Secret(key)).orElse(null)).isEqualTo(dialect);
    }

    @Test
    void anthropicsLimitsCountNoInputThatWasReadFromTheCacheButWithOlderModels() {
        Usage usage = new Usage(2_050, 2_000, 100, 0);

        assertThat(Dialect.ANTHROPIC.countedInput("claude-sonnet-4-6", usage)).isEqualTo(50);
        assertThat(Dialect.ANTHROPIC.countedInput("claude-3-7-sonnet-20250219", usage))
                .isEqualTo(50);
        assertThat(Dialect.ANTHROPIC.countedInput("claude-3-5-haiku-20241022", usage))
                .isEqualTo(2_050);
        assertThat(Dialect.OPENAI.countedInput("gpt-4o-mini", usage)).isEqualTo(2_050);
        assertThat(Dialect.ANTHROPIC.countsLongestAnswer()).isFalse();
        assertThat(Dialect.GEMINI.countsLongestAnswer()).isTrue();
    }
}
