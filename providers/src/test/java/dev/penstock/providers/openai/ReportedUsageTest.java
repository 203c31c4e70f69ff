package dev.penstock.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.Usage;
import dev.penstock.providers.JsonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

    @Test
    void anEmbeddingHasInputOnly() {
        assertThat(ReportedUsage.of(JsonText.parse("{\"data\":[],\"usage\":{\"prompt_tokens\":5}}")))
                .isEqualTo(new Usage(5, 0, 0, 0));
    }
}
