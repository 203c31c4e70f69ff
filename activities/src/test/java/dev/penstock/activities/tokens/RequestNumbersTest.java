package dev.penstock.activities.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.providers.JsonText;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestNumbersTest {
    private static final String CHAT = "/v1/chat/completions";

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "129", "1e30", "\"12\"", "\"NaN\"", "true", "[1]", "4611686018427387904"})
    void nonsenseIsNamedWithItsField(String n) {
        assertThat(RequestNumbers.wrong(CHAT, parse("{\"n\":%s}".formatted(n)))).hasValueSatisfying(wrong -> {
            assertThat(wrong.field()).isEqualTo("n");
            assertThat(wrong.message()).startsWith("n must be a whole number from 1 to 128, not ");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"n\":null,\"max_tokens\":null}",
                "{\"n\":128,\"max_tokens\":1,\"max_completion_tokens\":128000}",
                "{\"n\":2.0}",
                "{\"max_tokens\":-1}",
                "{\"max_tokens\":0,\"max_completion_tokens\":-1}",
                "{\"best_of\":50}",
                "{\"max_output_tokens\":\"of another endpoint\"}"
            })
    void whatProvidersTakeIsTaken(String body) {
        assertThat(RequestNumbers.wrong(CHAT, parse(body))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"max_tokens\":-2}", "{\"max_tokens\":-1.5}", "{\"best_of\":21}"})
    void whatNoProviderTakesIsRefused(String body) {
        assertThat(RequestNumbers.wrong("/v1/completions", parse(body))).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "/v1/chat/completions | {'n':4,'max_tokens':4611686018427387904}         | 2147483647",
                "/v1/chat/completions | {'n':3,'max_tokens':9223372036854775807}         | 2147483647",
                "/v1/chat/completions | {'n':9223372036854775807,'max_tokens':2}         | 2147483647",
                "/v1/chat/completions | {'n':1e30,'max_tokens':2}                        | 2147483647",
                "/v1/chat/completions | {'n':18446744073709551617,'max_tokens':2}        | 2147483647",
                "/v1/chat/completions | {'n':-7,'max_tokens':50}                         | 50",
                "/v1/chat/completions | {'n':'12','max_tokens':50}                       | 600",
                "/v1/chat/completions | {'max_completion_tokens':1,'max_tokens':50}      | 50",
                "/v1/chat/completions | {'max_completion_tokens':1,'max_tokens':'50'}    | 50",
                "/v1/chat/completions | {'max_completion_tokens':1,'max_tokens':5.5}     | 5",
                "/v1/chat/completions | {'max_tokens':'50'}                              |",
                "/v1/chat/completions | {'max_output_tokens':1}                          |",
                "/v1/chat/completions | {'max_tokens':-1}                                |",
                "/v1/chat/completions | {'max_tokens':0.5}                               |",
                "/v1/chat/completions | {'max_tokens':'50'}                              |",
                "/v1/responses        | {'max_output_tokens':50}                         | 50",
                "/v1/completions      | {'max_tokens':5,'best_of':4,'prompt':['a','b']}  | 40",
                "/v1/completions      | {'max_tokens':5,'prompt':[1,2,3]}                | 5"
            },
            delimiter = '|',
            quoteCharacter = '^')
    void anAnswersLimitIsNeverTooSmallAndNeverOverflows(String url, String body, Long tokens) {
        assertThat(OutputLimit.of(url, parse(body.replace('\'', '"'))))
                .isEqualTo(tokens == null ? OptionalLong.empty() : OptionalLong.of(tokens));
    }

    @Test
    void everyTextOfARequestIsBoundedWhereverItStands() {
        String text = "word ".repeat(1_000);
        for (String body : new String[] {
            "{\"messages\":[{\"content\":\"%s\"}]}",
            "{\"messages\":[{\"content\":[{\"type\":\"image_url\",\"text\":\"%s\"}]}]}",
            "{\"input\":[{\"type\":\"function_call_output\",\"output\":\"%s\"}]}",
            "{\"messages\":[{\"role\":\"user\",\"name\":\"%s\"}]}",
            "{\"functions\":[{\"description\":\"%s\"}]}",
            "{\"text\":{\"format\":{\"schema\":{\"%s\":{}}}}}"
        }) {
            assertThat(new TokenBound().of("gpt-4o-mini", parse(body.formatted(text))))
                    .isGreaterThan(1_000);
        }
    }

    @Test
    void aDocumentMayFillTheContextAndAPictureIsNotReadAsText() {
        String data = "A".repeat(400_000);

        assertThat(bound("{\"type\":\"file\",\"image\":1,\"file\":{\"file_data\":\"%s\"}}".formatted(data)))
                .isBetween(1_047_576L, 1_048_000L);
        assertThat(bound("{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,%s\"}}"
                        .formatted(data)))
                .isBetween(48_169L, 48_500L);
    }

    private static long bound(String part) {
        return new TokenBound().of("gpt-4o-mini", parse("{\"messages\":[{\"content\":[%s]}]}".formatted(part)));
    }

    private static JsonNode parse(String json) {
        return JsonText.parse(json);
    }
}
