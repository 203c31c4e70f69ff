package dev.penstock.service.prompts;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.service.errors.ApiFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PromptSubmissionTest {
    @ParameterizedTest
    @CsvSource({"promts,prompts", "max_token,max_tokens", "dead_line,deadline", "temprature,temperature"})
    void anUnknownKeyIsRefusedWithTheNearest(String given, String meant) {
        assertThatThrownBy(() -> PromptSubmission.check(given))
                .isInstanceOf(ApiFailure.class)
                .hasMessageContaining("'" + given + "'")
                .hasMessageContaining("did you mean '" + meant + "'");
    }

    @ParameterizedTest
    @CsvSource({"input", "format", "round", "endpoint", "tenant", "key", "store", "rerun"})
    void whatABatchOfPromptsSaysItselfIsNotTakenEither(String given) {
        assertThatThrownBy(() -> PromptSubmission.check(given)).isInstanceOf(ApiFailure.class);
    }

    @Test
    void promptsAndOptionsAreTaken() {
        assertThatCode(() -> {
                    PromptSubmission.check("prompts");
                    PromptSubmission.check("model");
                    PromptSubmission.check("priority");
                })
                .doesNotThrowAnyException();
    }
}
