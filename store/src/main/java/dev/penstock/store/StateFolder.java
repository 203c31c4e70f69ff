package dev.penstock.store;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** Where a user's Penstock keeps its state: {@code PENSTOCK_HOME}, by default {@code ~/.penstock}. */
public final class StateFolder {
    private StateFolder() {}

    public static Path of(Map<String, String> environment) {
        String setting = environment.getOrDefault("PENSTOCK_HOME", "");
        Path folder = setting.isBlank() ? Path.of(System.getProperty("user.home"), ".penstock") : Path.of(setting);
        return folder.toAbsolutePath();
    }

    /** Returns where batches' files lie: {@code PENSTOCK_STORE}, a folder or a URI, by default a folder in this one. */
    public static URI storeUri(Map<String, String> environment) {
        String configured = environment.getOrDefault("PENSTOCK_STORE", "").strip();
        if (configured.isEmpty()) {
            return of(environment).resolve("store").toUri();
        }
        return configured.contains(":")
                ? URI.create(configured)
                : Path.of(configured).toAbsolutePath().toUri();
    }
}
