package dev.penstock.store;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** Finds the folder in which Penstock keeps its state: {@code PENSTOCK_HOME}, by default {@code ~/.penstock}. */
public final class StateFolder {
    private StateFolder() {}

    public static Path of(Map<String, String> environment) {
        String setting = environment.getOrDefault("PENSTOCK_HOME", "");
        Path folder = setting.isBlank() ? Path.of(System.getProperty("user.home"), ".penstock") : Path.of(setting);
        return folder.toAbsolutePath();
    }

    /** Returns the store's URI: {@code PENSTOCK_STORE}, a folder or a URI, by default {@code store} in the state folder. */
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
