package dev.penstock.providers;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a provider is reached, and by which account.
 *
 * @param baseUrl with the version: {@code https://api.openai.com/v1}
 * @param timeout of one call
 * @param headers sent along; secret, because some providers take their key in one
 * @param connections how many are kept open at most while they are idle
 */
public record ProviderAccount(
        URI baseUrl, @Nullable Secret apiKey, Duration timeout, Map<String, Secret> headers, int connections) {
    /** Returns the text without the account's secrets, which some providers repeat in their errors. */
    public String withoutSecrets(String text) {
        String safe = apiKey == null ? text : apiKey.hideIn(text);
        for (Secret header : headers.values()) {
            safe = header.hideIn(safe);
        }
        return safe;
    }
}
