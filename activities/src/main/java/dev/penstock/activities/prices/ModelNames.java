package dev.penstock.activities.prices;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The names under which a price card may have a model, which depend on who sells it and how requests name it. */
final class ModelNames {
    private static final Pattern DATE = Pattern.compile("(-\\d{4}-\\d{2}-\\d{2}|[-@]20\\d{6})$");

    /** Prefixes of a card's names by the end of a provider's host. */
    private static final Map<String, String> PREFIXES = Map.ofEntries(
            Map.entry("openai.azure.com", "azure/"),
            Map.entry("cognitiveservices.azure.com", "azure/"),
            Map.entry("services.ai.azure.com", "azure_ai/"),
            Map.entry("generativelanguage.googleapis.com", "gemini/"),
            Map.entry("groq.com", "groq/"),
            Map.entry("cerebras.ai", "cerebras/"),
            Map.entry("mistral.ai", "mistral/"),
            Map.entry("deepseek.com", "deepseek/"),
            Map.entry("x.ai", "xai/"),
            Map.entry("together.xyz", "together_ai/"),
            Map.entry("together.ai", "together_ai/"),
            Map.entry("fireworks.ai", "fireworks_ai/"),
            Map.entry("deepinfra.com", "deepinfra/"),
            Map.entry("moonshot.ai", "moonshot/"),
            Map.entry("aliyuncs.com", "dashscope/"),
            Map.entry("z.ai", "zai/"),
            Map.entry("sambanova.ai", "sambanova/"),
            Map.entry("novita.ai", "novita/"),
            Map.entry("nebius.com", "nebius/"),
            Map.entry("perplexity.ai", "perplexity/"));

    /** Makers whose own price holds wherever a router or a gateway names them before the model. */
    private static final Set<String> MAKERS = Set.of(
            "openai/",
            "anthropic/",
            "google/",
            "gemini/",
            "azure/",
            "mistral/",
            "mistralai/",
            "deepseek/",
            "xai/",
            "x-ai/");

    private static final String ROUTER = "openrouter/";

    /** The prefix of names in Gemini's list of models, which requests may leave out. */
    private static final String RESOURCE = "models/";

    private ModelNames() {}

    /** Returns the prefix of a card's names for what a provider sells; empty if it is the maker, or unknown. */
    static String prefix(URI provider) {
        String host = Optional.ofNullable(provider.getHost()).orElse("").toLowerCase(Locale.ROOT);
        return PREFIXES.entrySet().stream()
                .filter(entry -> host.equals(entry.getKey()) || host.endsWith("." + entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /**
     * Returns the names to look for, the most exact first.
     *
     * @param prefix the prefix of what the provider sells; may be empty
     */
    static Set<String> of(String model, String prefix) {
        Set<String> names = new LinkedHashSet<>();
        String given = model.toLowerCase(Locale.ROOT);
        String name = given.startsWith(RESOURCE) ? given.substring(RESOURCE.length()) : given;
        if (!name.equals(given)) {
            add(names, given);
        }
        if (!prefix.isEmpty()) {
            add(names, prefix + name);
        }
        add(names, name);
        add(names, trained(name));
        String routed = name.startsWith(ROUTER) ? name.substring(ROUTER.length()) : name;
        add(names, routed);
        for (String maker : MAKERS) {
            if (routed.startsWith(maker)) {
                String own = routed.substring(maker.length());
                add(names, own);
                // OpenRouter writes claude-sonnet-4.5 for what Anthropic calls claude-sonnet-4-5.
                add(names, maker.equals("anthropic/") ? own.replace('.', '-') : null);
                add(names, maker.equals("google/") ? "gemini/" + own : null);
                add(names, maker.equals("mistralai/") ? "mistral/" + own : null);
                add(names, maker.equals("x-ai/") ? "xai/" + own : null);
            }
        }
        return names;
    }

    /** Returns the name of a model that was trained further, without the account's part: {@code ft:gpt-4o-mini:acme::id}. */
    private static @Nullable String trained(String name) {
        List<String> parts = List.of(name.split(":", -1));
        return name.startsWith("ft:") && parts.size() > 2 ? "ft:" + parts.get(1) : null;
    }

    /** Returns a name as it is, and without a date at its end. */
    static Stream<String> undated(String name) {
        return Stream.of(name, DATE.matcher(name).replaceFirst(""));
    }

    private static void add(Set<String> names, @Nullable String name) {
        if (name != null && !name.isEmpty()) {
            undated(name).forEach(names::add);
        }
    }
}
