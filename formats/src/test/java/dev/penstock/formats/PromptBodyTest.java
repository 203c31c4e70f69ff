package dev.penstock.formats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptBodyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "o4-mini",
                "gpt-5",
                "GPT-5.1",
                "gpt-6-mini",
                "openai/gpt-5-mini",
                "azure/o4-mini",
                "openrouter/openai/gpt-5",
                "openai/o3-mini:nitro",
                "azure:o1",
                "ft:o4-mini-2025-04-16:acme::id"
            })
    void reasoningModelsTakeMaxCompletionTokensWhateverStandsBeforeTheirName(String model) {
        assertThat(PromptBody.maxTokensName(model)).isEqualTo("max_completion_tokens");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gpt-4o-mini",
                "openai/gpt-4o",
                "openai/gpt-oss-120b",
                "o1-lab/llama-3",
                "AIDC-AI/Marco-o1",
                "gpt-5-lab/mistral",
                "ft:gpt-4o:o1-labs::id"
            })
    void othersTakeMaxTokens(String model) {
        assertThat(PromptBody.maxTokensName(model)).isEqualTo("max_tokens");
    }
}
