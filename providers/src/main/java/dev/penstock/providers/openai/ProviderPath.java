package dev.penstock.providers.openai;

import java.util.List;
import java.util.Optional;

/** A path below a provider's base URL. */
final class ProviderPath {
    private ProviderPath() {}

    /**
     * Returns the path's segments; empty for a path that leads above the base URL. Paths come with single completions, and
     * whoever starts one must not reach with the account's key what the account is not meant for.
     */
    static Optional<List<String>> segments(String path) {
        List<String> segments = List.of(path.split("/", -1));
        return segments.stream().anyMatch(ProviderPath::isUp) ? Optional.empty() : Optional.of(segments);
    }

    private static boolean isUp(String segment) {
        String plain = segment.replaceAll("%2[eE]", ".");
        return plain.equals(".") || plain.equals("..");
    }
}
