package dev.penstock.starter.provider;

import dev.penstock.providers.Dialect;
import dev.penstock.providers.ProviderAccount;
import java.net.URI;
import java.util.Locale;
import java.util.Map;

/**
 * Names the place that a pool's calls go to, for a pool that only the environment names. Tenants see the names of pools, so a
 * provider that all know is called by its name, a server on this machine by its port, and any other by digits made from its
 * address, because the host of an operator's own gateway is not for them.
 */
final class ProviderPlace {
    /** Enough digits to tell an operator's addresses apart. */
    private static final int DIGITS = 6;

    /** Providers whose addresses are in their public documentation, by the domain in them. */
    private static final Map<String, String> PUBLIC = Map.ofEntries(
            Map.entry("api.cerebras.ai", "cerebras"),
            Map.entry("api.cohere.com", "cohere"),
            Map.entry("api.deepinfra.com", "deepinfra"),
            Map.entry("api.deepseek.com", "deepseek"),
            Map.entry("api.fireworks.ai", "fireworks"),
            Map.entry("api.groq.com", "groq"),
            Map.entry("api.mistral.ai", "mistral"),
            Map.entry("openrouter.ai", "openrouter"),
            Map.entry("api.perplexity.ai", "perplexity"),
            Map.entry("api.together.xyz", "together"),
            Map.entry("api.x.ai", "xai"));

    private ProviderPlace() {}

    /** Returns the place in letters that names of pools may have. */
    static String of(ProviderAccount account) {
        URI baseUrl = account.baseUrl();
        Dialect dialect = account.dialect().dialect();
        if (dialect.isUsual(baseUrl)) {
            return dialect.text();
        }
        String host = String.valueOf(baseUrl.getHost()).toLowerCase(Locale.ROOT);
        if (isThisMachine(host)) {
            return (host + (baseUrl.getPort() < 0 ? "" : "-" + baseUrl.getPort())).replaceAll("[^a-z0-9.-]", "");
        }
        String provider = PUBLIC.get(host);
        if (provider != null) {
            return provider;
        }
        // Many servers that are not OpenAI's speak its dialect.
        String speaks = dialect == Dialect.OPENAI ? "provider" : dialect.text();
        return speaks + "-" + account.addressFingerprint().substring(0, DIGITS);
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]");
    }
}
