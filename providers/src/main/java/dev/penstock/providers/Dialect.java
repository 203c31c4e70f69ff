package dev.penstock.providers;

import dev.penstock.contracts.Usage;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The kinds of HTTP API that providers have: how requests, answers, limits, errors and batches look on the wire. */
public enum Dialect {
    /** OpenAI's API, which most providers and model servers have, too. */
    OPENAI("openai", "OpenAI", "https://api.openai.com/v1"),
    /** Azure OpenAI: models are deployments, and a version of the API is named. */
    AZURE("azure", "Azure OpenAI", null),
    /** Anthropic's Messages API. */
    ANTHROPIC("anthropic", "Anthropic", "https://api.anthropic.com"),
    /** Gemini's endpoint with OpenAI's API. */
    GEMINI("gemini", "Gemini", "https://generativelanguage.googleapis.com/v1beta/openai");

    private static final int HTTPS_PORT = 443;
    private static final Pattern BEFORE_CLAUDE_3_7 = Pattern.compile("claude-3-(?!7).*");

    private final String text;
    private final String provider;
    private final @Nullable String usualAddress;

    Dialect(String text, String provider, @Nullable String usualAddress) {
        this.text = text;
        this.provider = provider;
        this.usualAddress = usualAddress;
    }

    /** Returns the name in configurations: {@code anthropic}. */
    public String text() {
        return text;
    }

    /** Returns the provider's name for people: {@code Anthropic}. */
    public String provider() {
        return provider;
    }

    /** Returns the address that all customers of the provider call; empty if each has one of its own. */
    public Optional<URI> usualAddress() {
        return Optional.ofNullable(usualAddress).map(URI::create);
    }

    /** Returns whether an address is the one that all customers of the provider call. */
    public boolean isUsual(URI baseUrl) {
        return usualAddress().filter(usual -> isBelow(usual, baseUrl)).isPresent();
    }

    private static boolean isBelow(URI usual, URI address) {
        String path = Objects.requireNonNullElse(address.getRawPath(), "");
        return usual.getScheme().equalsIgnoreCase(address.getScheme())
                && usual.getHost().equalsIgnoreCase(address.getHost())
                && (address.getPort() < 0 || address.getPort() == HTTPS_PORT)
                && (path + "/").startsWith(usual.getRawPath() + "/");
    }

    /** Returns when the provider's day begins, in the words of a pool's {@code day-starts}; empty where any 24 hours are a day. */
    public Optional<String> dayStart() {
        return this == GEMINI ? Optional.of("00:00 America/Los_Angeles") : Optional.empty();
    }

    /**
     * Returns whether a request counts towards limits of tokens with the longest answer that it allows. Anthropic counts the tokens
     * that are written, whatever {@code max_tokens} is (platform.claude.com/docs/en/api/rate-limits).
     */
    public boolean countsLongestAnswer() {
        return this != ANTHROPIC;
    }

    /**
     * Returns the input of a call that counts towards limits of tokens: at Anthropic without what was read from the prompt cache,
     * except with the models before Claude 3.7 (platform.claude.com/docs/en/api/rate-limits, "Cache-aware ITPM", and the models with
     * a dagger there).
     */
    public long countedInput(String model, Usage usage) {
        boolean countsCached =
                this != ANTHROPIC || BEFORE_CLAUDE_3_7.matcher(model).matches();
        return countsCached ? usage.input() : Math.max(0, usage.input() - usage.cached());
    }

    public static List<String> texts() {
        return Arrays.stream(values()).map(Dialect::text).toList();
    }

    /** Returns the dialect of this name in configurations; empty for another text. */
    public static Optional<Dialect> named(String text) {
        return Arrays.stream(values())
                .filter(dialect -> dialect.text.equals(text))
                .findFirst();
    }

    /** Returns the dialect that is spoken at an address, by its host; OpenAI's at hosts that are not known. */
    public static Dialect at(URI baseUrl) {
        return ofHost(baseUrl).orElse(OPENAI);
    }

    /** Returns the dialect of a provider's own host; empty for hosts at which any dialect may be spoken. */
    public static Optional<Dialect> ofHost(URI baseUrl) {
        String host = String.valueOf(baseUrl.getHost()).toLowerCase(Locale.ROOT);
        if (isWithin(host, "anthropic.com")) {
            return Optional.of(ANTHROPIC);
        }
        if (isWithin(host, "openai.azure.com")
                || isWithin(host, "cognitiveservices.azure.com")
                || isWithin(host, "services.ai.azure.com")) {
            return Optional.of(AZURE);
        }
        if (host.equals("generativelanguage.googleapis.com")) {
            return Optional.of(GEMINI);
        }
        return isWithin(host, "openai.com") ? Optional.of(OPENAI) : Optional.empty();
    }

    /** Returns the dialect whose provider gives out keys that begin like this one; empty for keys of unknown origin. */
    public static Optional<Dialect> ofKey(Secret key) {
        String text = key.reveal();
        if (text.startsWith("sk-ant-")) {
            return Optional.of(ANTHROPIC);
        }
        if (text.startsWith("AIza")) {
            return Optional.of(GEMINI);
        }
        return text.startsWith("sk-proj-") || text.startsWith("sk-svcacct-") ? Optional.of(OPENAI) : Optional.empty();
    }

    private static boolean isWithin(String host, String domain) {
        return host.equals(domain) || host.endsWith("." + domain);
    }
}
