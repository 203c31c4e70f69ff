package dev.penstock.providers;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A provider account: the provider's address and the credentials to call it.
 *
 * @param baseUrl the provider's address, including the version: {@code https://api.openai.com/v1}
 * @param timeout the timeout of one call
 * @param headers additional headers; secret, because some providers take their key in a header
 * @param connections the most idle connections to keep open
 * @param dialect what is spoken at the address
 */
public record ProviderAccount(
        URI baseUrl,
        @Nullable ProviderKey apiKey,
        Duration timeout,
        Map<String, Secret> headers,
        int connections,
        DialectSettings dialect) {
    private static final String HIDDEN_ADDRESS = "(the provider's address)";

    /**
     * OpenAI's names for the account's organization and project, which its 429 responses have: "Rate limit reached for gpt-4o in
     * organization org-…".
     */
    private static final Pattern ORGANIZATION = Pattern.compile("\\b(?:org-|proj_)[A-Za-z0-9]{8,64}+");

    /** Makes an account in the dialect that its address is known for. */
    public ProviderAccount(
            URI baseUrl, @Nullable ProviderKey apiKey, Duration timeout, Map<String, Secret> headers, int connections) {
        this(baseUrl, apiKey, timeout, headers, connections, DialectSettings.at(baseUrl));
    }

    /** Returns what tells this account from others, in hexadecimal digits: a slow hash of the address and the credentials. */
    public String fingerprint() {
        return AccountFingerprint.of(baseUrl, apiKey == null ? null : apiKey.identity(), headers);
    }

    /** Returns the same of the address alone, which stays when the key is replaced. */
    public String addressFingerprint() {
        return AccountFingerprint.of(baseUrl, null, Map.of());
    }

    /**
     * Returns the text without the account's secrets, which some providers repeat in their errors, and without the provider's
     * address and the operator's organization, which are not for tenants.
     */
    public String withoutSecrets(String text) {
        String safe = apiKey == null ? text : apiKey.hideIn(text);
        for (Secret header : headers.values()) {
            safe = header.hideIn(safe);
        }
        return ORGANIZATION.matcher(withoutAddress(safe)).replaceAll("(organization)");
    }

    private String withoutAddress(String text) {
        String host = baseUrl.getHost();
        if (host == null) {
            return text;
        }
        String safe = baseUrl.getPort() < 0 ? text : text.replace(host + ":" + baseUrl.getPort(), HIDDEN_ADDRESS);
        // A host without a dot may be any word.
        return host.contains(".") || host.contains(":")
                ? safe.replace(host, HIDDEN_ADDRESS)
                : safe.replace("//" + host, "//" + HIDDEN_ADDRESS);
    }
}
