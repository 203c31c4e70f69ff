package dev.penstock.client.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MissingPoolTest {
    @Test
    void whoHasAnotherKeyForTheSameAccountLearnsTheOptionThatSaysSo() {
        assertThat(new MissingPool("openai-3f9a2c").sentence())
                .isEqualTo(
                        "waits for a worker with pool openai-3f9a2c; start one with that pool's key, with another key and"
                                + " --account 3f9a2c if that key replaces it, or run the same command again");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openai-3f9a2c",
                "api.groq.com-decade",
                "127.0.0.1-8080-decade",
                "localhost-11434-0a1b2c",
                "llm-8000-0a1b2c"
            })
    void theNamesThatTheEnvironmentMakesTellTheAccount(String name) {
        assertThat(new MissingPool(name).sentence()).contains(" --account " + name.substring(name.length() - 6) + " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"azure-decade", "azure-3f9a2c", "openai-facade", "openai-team1", "decade", "mine"})
    void theNamesThatAUserChoosesTellNone(String name) {
        assertThat(new MissingPool(name).sentence()).doesNotContain("--account");
    }

    @Test
    void aNameThatTheUserChoseTellsNoAccount() {
        assertThat(new MissingPool("mine").sentence())
                .isEqualTo(
                        "waits for a worker with pool mine; start one with that pool's key, or run the same command again");
    }
}
