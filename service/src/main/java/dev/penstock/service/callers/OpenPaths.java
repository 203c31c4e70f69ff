package dev.penstock.service.callers;

import java.util.Set;

/** What needs no key: it shows nothing of anybody's. */
final class OpenPaths {
    /** The dashboard's page asks for a key itself, and shows nothing without. */
    private static final Set<String> PATHS = Set.of("/", "/index.html", "/favicon.ico", "/openapi.yaml");

    private OpenPaths() {}

    static boolean contain(String path) {
        return PATHS.contains(path) || path.startsWith("/health/") || path.startsWith("/assets/");
    }
}
