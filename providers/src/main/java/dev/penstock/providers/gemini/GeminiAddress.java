package dev.penstock.providers.gemini;

import dev.penstock.providers.ProviderAccount;
import java.net.URI;

/**
 * The two APIs of a Gemini account: OpenAI's at {@code …/v1beta/openai}, which is the account's address, and Google's own beside
 * it at {@code …/v1beta}.
 *
 * @param root the address that both are below
 * @param version the version of Google's API in its paths: {@code v1beta}
 */
record GeminiAddress(URI root, String version) {
    private static final String COMPATIBLE = "/openai";
    private static final String USUAL_VERSION = "v1beta";

    static GeminiAddress of(URI baseUrl) {
        String address = withoutSlash(baseUrl.toString());
        if (address.endsWith(COMPATIBLE)) {
            address = withoutSlash(address.substring(0, address.length() - COMPATIBLE.length()));
        }
        String last = address.substring(address.lastIndexOf('/') + 1);
        return last.matches("v\\d\\w*")
                ? new GeminiAddress(
                        URI.create(withoutSlash(address.substring(0, address.length() - last.length()))), last)
                : new GeminiAddress(URI.create(address), USUAL_VERSION);
    }

    /** Returns the account as Google's own API knows it. */
    ProviderAccount ofOwnApi(ProviderAccount account) {
        return new ProviderAccount(
                root, account.apiKey(), account.timeout(), account.headers(), account.connections(), account.dialect());
    }

    private static String withoutSlash(String address) {
        return address.replaceFirst("/+$", "");
    }
}
