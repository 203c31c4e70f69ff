package dev.penstock.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    private static final String KEY = "sk-a/b+c=D_9xyz";
    private final Secret secret = new Secret(KEY);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-a/b+c=D_9xyz",
                "sk-a%2Fb%2Bc%3DD_9xyz",
                "sk-a%2fb%2bc%3dD_9xyz",
                "sk-a%252Fb%252Bc%253DD_9xyz",
                "%73%6b%2d%61%2f%62%2b%63%3d%44%5F%39%78%79%7A",
                "sk-a\\/b+c=D_9xyz",
                "\\u0073k-a\\u002fb\\u002Bc=D_9xyz",
                "736b2d612f622b633d445f3978797a"
            })
    void aSecretIsHiddenHoweverItIsWritten(String written) {
        assertThat(secret.hideIn("wrong key '" + written + "'!")).isEqualTo("wrong key '***'!");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "user:", "Bearer "})
    void aSecretIsHiddenInBase64WhateverStandsBesideIt(String before) {
        byte[] text = (before + KEY + "!!").getBytes(StandardCharsets.UTF_8);
        for (Base64.Encoder encoder : new Base64.Encoder[] {Base64.getEncoder(), Base64.getUrlEncoder()}) {
            String hidden = secret.hideIn(encoder.encodeToString(text));

            assertThat(hidden).contains("***");
            // At most the letters that the secret shares with its neighbours are left.
            assertThat(hidden.replace("***", "")).hasSizeLessThanOrEqualTo((before.length() + 2) * 8 / 6 + 6);
        }
    }

    @Test
    void aSchemeBeforeAKeyDoesNotUncoverTheKey() {
        assertThat(new Secret("Bearer " + KEY).hideIn("key " + KEY)).isEqualTo("key ***");
    }

    @Test
    void theProvidersAddressIsHiddenInItsErrors() {
        ProviderAccount account = new ProviderAccount(
                URI.create("http://llm.internal.example:8000/v1"), secret, Duration.ofSeconds(1), Map.of(), 1);
        ProviderAccount brief =
                new ProviderAccount(URI.create("http://openai/v1"), null, Duration.ofSeconds(1), Map.of(), 1);

        assertThat(account.withoutSecrets("connect http://llm.internal.example:8000/v1 failed, llm.internal.example"))
                .doesNotContain("internal");
        assertThat(
                        account.withoutSecrets(
                                "Rate limit reached for gpt-4o in organization org-9aBcDeFgHiJk on tokens per min, project proj_x1Y2z3A4b5"))
                .isEqualTo(
                        "Rate limit reached for gpt-4o in organization (organization) on tokens per min, project (organization)");
        assertThat(brief.withoutSecrets("openai: http://openai/v1 failed"))
                .isEqualTo("openai: http://(the provider's address)/v1 failed");
    }
}
