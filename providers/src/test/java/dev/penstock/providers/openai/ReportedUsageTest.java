package dev.penstock.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.BilledApart;
import dev.penstock.contracts.Usage;
import dev.penstock.providers.JsonText;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportedUsageTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"prompt_tokens\":-5,\"completion_tokens\":7}",
                "{\"prompt_tokens\":5,\"completion_tokens\":-7}",
                "{\"prompt_tokens\":5,\"completion_tokens\":4611686018427387904}",
                "{\"prompt_tokens\":1e30,\"completion_tokens\":7}",
                "{\"prompt_tokens\":18446744073709551621,\"completion_tokens\":7}",
                "{\"prompt_tokens\":5,\"completion_tokens\":7,\"prompt_tokens_details\":{\"cached_tokens\":-900}}",
                "{\"prompt_tokens\":5}",
                "{\"prompt_tokens\":null,\"completion_tokens\":7}",
                "{\"prompt_tokens\":5,\"completion_tokens\":null}",
                "{\"completion_tokens\":7}",
                "{\"prompt_tokens\":2000000000000,\"completion_tokens\":7}",
                "null",
                "7"
            })
    void figuresThatCannotBeTrueAreNotReported(String usage) {
        assertThat(ReportedUsage.of(JsonText.parse("{\"choices\":[],\"usage\":%s}".formatted(usage))))
                .isEqualTo(Usage.NONE);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                // OpenAI with audio.
                "{'prompt_tokens':100,'completion_tokens':50,'prompt_tokens_details':{'cached_tokens':10,'audio_tokens':20},"
                        + "'completion_tokens_details':{'reasoning_tokens':5,'audio_tokens':30}} | 100 10 50 5 | 0 0 20 0 30 0",
                // OpenRouter.
                "{'prompt_tokens':100,'completion_tokens':50,'prompt_tokens_details':{'cached_tokens':10,"
                        + "'cache_write_tokens':40}} | 100 10 50 0 | 40 0 0 0 0 0",
                // Anthropic's own format, in which the input is what the cache does not have.
                "{'input_tokens':20,'output_tokens':50,'cache_read_input_tokens':30,'cache_creation_input_tokens':50,"
                        + "'cache_creation':{'ephemeral_5m_input_tokens':10,'ephemeral_1h_input_tokens':40}}"
                        + " | 100 30 50 0 | 10 40 0 0 0 0",
                // OpenAI's images.
                "{'input_tokens':100,'output_tokens':50,'input_tokens_details':{'text_tokens':20,'image_tokens':80},"
                        + "'output_tokens_details':{'image_tokens':50}} | 100 0 50 0 | 0 0 0 80 0 50",
                // DeepSeek.
                "{'prompt_tokens':100,'completion_tokens':50,'prompt_cache_hit_tokens':64} | 100 64 50 0 | 0 0 0 0 0 0",
                // Gemini: reasoning is in the total alone.
                "{'completion_tokens':1,'prompt_tokens':9,'total_tokens':103} | 9 0 94 0 | 0 0 0 0 0 0",
                "{'completion_tokens':7,'prompt_tokens':9,'total_tokens':4} | 9 0 7 0 | 0 0 0 0 0 0",
                // Parts that are more than the whole.
                "{'prompt_tokens':100,'completion_tokens':50,'prompt_tokens_details':{'cached_tokens':90,"
                        + "'cache_write_tokens':40},'completion_tokens_details':{'reasoning_tokens':60}}"
                        + " | 100 90 50 50 | 10 0 0 0 0 0",
            })
    void tokensThatAreBilledApartAreRead(String usage, String tokens, String apart) {
        long[] of = numbers(tokens);
        long[] parts = numbers(apart);

        assertThat(ReportedUsage.of(
                        JsonText.parse("{\"choices\":[],\"usage\":%s}".formatted(usage.replace('\'', '"')))))
                .isEqualTo(new Usage(
                        of[0],
                        of[1],
                        of[2],
                        of[3],
                        new BilledApart(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5])));
    }

    private static long[] numbers(String text) {
        return Stream.of(text.split(" ")).mapToLong(Long::parseLong).toArray();
    }

    @Test
    void anEmbeddingHasInputOnly() {
        assertThat(ReportedUsage.of(JsonText.parse("{\"data\":[],\"usage\":{\"prompt_tokens\":5}}")))
                .isEqualTo(new Usage(5, 0, 0, 0));
    }
}
