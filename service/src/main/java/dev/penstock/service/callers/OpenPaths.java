package dev.penstock.service.callers;

import java.util.Set;

/** The paths that need no API key, because they show no tenant's data. */
final class OpenPaths {
    /** The dashboard's page is open, because its script asks for a key before it loads data. */
    private static final Set<String> PATHS = Set.of("/", "/index.html", "/favicon.ico", "/openapi.yaml");

    private OpenPaths() {}

    static boolean contain(String path) {
        return PATHS.contains(path) || path.startsWith("/health/") || path.startsWith("/assets/");
    }
}
