package dev.penstock.service.prompts;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.service.errors.ApiFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PromptOrderTest {
    @ParameterizedTest
    @CsvSource({"promts,prompts", "max_token,max_tokens", "dead_line,deadline", "temprature,temperature"})
    void anUnknownKeyIsRefusedWithTheNearest(String given, String meant) {
        assertThatThrownBy(() -> PromptOrder.check(given))
                .isInstanceOf(ApiFailure.class)
                .hasMessageContaining("'" + given + "'")
                .hasMessageContaining("did you mean '" + meant + "'");
    }

    @ParameterizedTest
    @CsvSource({"input", "format", "round", "endpoint", "tenant"})
    void whatABatchOfPromptsSaysItselfIsNotTakenEither(String given) {
        assertThatThrownBy(() -> PromptOrder.check(given)).isInstanceOf(ApiFailure.class);
    }

    @Test
    void promptsAndOptionsAreTaken() {
        assertThatCode(() -> {
                    PromptOrder.check("prompts");
                    PromptOrder.check("model");
                    PromptOrder.check("priority");
                })
                .doesNotThrowAnyException();
    }
}
