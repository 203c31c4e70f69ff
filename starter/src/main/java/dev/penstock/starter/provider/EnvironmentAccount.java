package dev.penstock.starter.provider;

import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.providers.Dialect;
import dev.penstock.providers.DialectSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A provider account that environment variables name.
 *
 * @param key null = none
 * @param models those that the provider is known for, with {@code *} for any text
 * @param usualModel for requests that name none; null = it has to be named
 */
record EnvironmentAccount(
        DialectSettings dialect,
        URI baseUrl,
        @Nullable KeyVariable key,
        List<String> models,
        @Nullable String usualModel) {
    // The default models are inexpensive; OpenAI's is the one in OpenAI's own Batch API examples.
    private static final String OPENAI_MODEL = "gpt-4o-mini";
    private static final String ANTHROPIC_MODEL = "claude-haiku-4-5";

    private static final List<String> OPENAI_MODELS =
            List.of("gpt-*", "chatgpt-*", "o1*", "o3*", "o4*", "text-embedding-*", "codex-*", "omni-*");
    private static final List<String> ANTHROPIC_MODELS = List.of("claude-*");
    private static final List<String> GEMINI_MODELS = List.of("gemini-*", "models/gemini-*", "gemma-*");

    /**
     * Returns the accounts that the environment names, in this order: OpenAI's, Azure's, Anthropic's, Gemini's.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    static List<EnvironmentAccount> in(Map<String, String> environment) {
        List<EnvironmentAccount> found = new ArrayList<>();
        openAi(environment).ifPresent(found::add);
        azure(environment).ifPresent(found::add);
        of(environment, Dialect.ANTHROPIC, "ANTHROPIC", ANTHROPIC_MODELS, ANTHROPIC_MODEL)
                .ifPresent(found::add);
        of(environment, Dialect.GEMINI, "GEMINI", GEMINI_MODELS, null).ifPresent(found::add);
        if (found.isEmpty()) {
            azureKey(environment).ifPresent(key -> {
                throw new IllegalArgumentException(
                        "%s is set and AZURE_OPENAI_ENDPOINT is not; set it, too: https://NAME.openai.azure.com"
                                .formatted(key.variable()));
            });
        }
        return found;
    }

    /** Returns the pool of this account, under a name that does not say yet which account it is. */
    PoolConfig pool() {
        return PoolConfig.of("unnamed", baseUrl.toString(), key == null ? null : key.key())
                .withDialect(dialect);
    }

    private static Optional<EnvironmentAccount> openAi(Map<String, String> environment) {
        @Nullable
        KeyVariable key = KeyVariable.find(environment, "OPENAI_API_KEY").orElse(null);
        String url = text(environment, "OPENAI_BASE_URL");
        if (key == null && url.isEmpty()) {
            return Optional.empty();
        }
        URI baseUrl = AddressVariable.parse("OPENAI_BASE_URL", url.isEmpty() ? usual(Dialect.OPENAI) : url);
        if (key != null) {
            key.refuseForeign(Dialect.ofHost(baseUrl));
        }
        EnvironmentAccount account =
                new EnvironmentAccount(DialectSettings.at(baseUrl), baseUrl, key, OPENAI_MODELS, null);
        return Optional.of(Dialect.OPENAI.isUsual(baseUrl) ? account.withUsual(OPENAI_MODEL) : account);
    }

    private static Optional<EnvironmentAccount> azure(Map<String, String> environment) {
        String url = text(environment, "AZURE_OPENAI_ENDPOINT");
        if (url.isEmpty()) {
            return Optional.empty();
        }
        URI baseUrl = AddressVariable.parse("AZURE_OPENAI_ENDPOINT", url);
        @Nullable KeyVariable key = azureKey(environment).orElse(null);
        if (key != null) {
            key.refuseForeign(Dialect.ofHost(baseUrl));
        }
        String version = text(environment, "OPENAI_API_VERSION");
        return Optional.of(new EnvironmentAccount(
                new DialectSettings(Dialect.AZURE, version.isEmpty() ? null : version),
                baseUrl,
                key,
                // Deployments have any names.
                List.of(),
                null));
    }

    private static Optional<KeyVariable> azureKey(Map<String, String> environment) {
        // The latter is the official clients' name for a token of Entra ID.
        return KeyVariable.find(environment, "AZURE_OPENAI_API_KEY")
                .or(() -> KeyVariable.find(environment, "AZURE_OPENAI_AD_TOKEN"));
    }

    private static Optional<EnvironmentAccount> of(
            Map<String, String> environment,
            Dialect dialect,
            String prefix,
            List<String> models,
            @Nullable String usualModel) {
        Optional<KeyVariable> key = KeyVariable.find(environment, prefix + "_API_KEY");
        if (key.isEmpty()) {
            return Optional.empty();
        }
        key.get().refuseForeign(Optional.of(dialect));
        String url = text(environment, prefix + "_BASE_URL");
        URI baseUrl = AddressVariable.parse(prefix + "_BASE_URL", url.isEmpty() ? usual(dialect) : url);
        return Optional.of(
                new EnvironmentAccount(new DialectSettings(dialect, null), baseUrl, key.get(), models, usualModel));
    }

    private EnvironmentAccount withUsual(String model) {
        return new EnvironmentAccount(dialect, baseUrl, key, models, model);
    }

    private static String usual(Dialect dialect) {
        return dialect.usualAddress().orElseThrow().toString();
    }

    private static String text(Map<String, String> environment, String variable) {
        return environment.getOrDefault(variable, "").strip();
    }

    @Override
    public String toString() {
        return "EnvironmentAccount[" + dialect + ", " + baseUrl + "]";
    }
}
