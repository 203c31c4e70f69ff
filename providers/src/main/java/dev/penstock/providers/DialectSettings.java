package dev.penstock.providers;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The dialect that a provider account is called in, and what it has to know beside address and key.
 *
 * @param apiVersion the version of the provider's API, where it has any: {@code 2024-10-21} at Azure, {@code 2023-06-01} at
 *     Anthropic; null = the dialect's own choice
 */
public record DialectSettings(Dialect dialect, @Nullable String apiVersion) {
    /** Returns the settings for an address of which nothing else is known. */
    public static DialectSettings at(URI baseUrl) {
        return new DialectSettings(Dialect.at(baseUrl), null);
    }
}
