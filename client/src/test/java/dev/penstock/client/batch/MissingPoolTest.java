package dev.penstock.client.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MissingPoolTest {
    @Test
    void whoHasAnotherKeyForTheSameAccountLearnsTheOptionThatSaysSo() {
        assertThat(new MissingPool("openai-3f9a2c").sentence())
                .isEqualTo(
                        "waits for a worker with pool openai-3f9a2c; start one with that pool's key, with another key and"
                                + " --account 3f9a2c if that key replaces it, or run the same command again");
    }

    @Test
    void aNameThatTheUserChoseTellsNoAccount() {
        assertThat(new MissingPool("mine").sentence())
                .isEqualTo(
                        "waits for a worker with pool mine; start one with that pool's key, or run the same command again");
    }
}
