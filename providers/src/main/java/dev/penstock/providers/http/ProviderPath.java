package dev.penstock.providers.http;

import java.util.List;

/** A path below a provider's base URL. */
final class ProviderPath {
    private ProviderPath() {}

    /**
     * Returns whether a path of these segments stays below the base URL. Paths come with single completions, and whoever starts
     * one must not reach with the account's key what the account is not meant for.
     */
    static boolean isBelow(List<String> segments) {
        return segments.stream().noneMatch(ProviderPath::isUp);
    }

    private static boolean isUp(String segment) {
        String plain = segment.replaceAll("%2[eE]", ".");
        return plain.equals(".") || plain.equals("..");
    }
}
