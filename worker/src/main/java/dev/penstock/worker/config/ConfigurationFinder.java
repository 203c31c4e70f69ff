package dev.penstock.worker.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds {@code penstock.yaml}: the file that the user names, the one in the working directory, or the one in the state
 * folder.
 */
public final class ConfigurationFinder {
    private static final String FILE = "penstock.yaml";

    private ConfigurationFinder() {}

    /**
     * Returns the configuration from the first of these files, or from variables alone if there is none.
     *
     * @param asked the file that the command names
     * @param here the folder in which the command runs
     * @param home the state folder
     * @throws ConfigurationException for a named file that doesn't exist, or for the first mistake in the file
     */
    public static PenstockConfiguration find(
            @Nullable Path asked, Path here, Path home, Map<String, String> environment) {
        String named = environment.getOrDefault("PENSTOCK_CONFIG", "").strip();
        if (asked != null) {
            return named("--config", here, asked, environment);
        }
        if (!named.isEmpty()) {
            return named("PENSTOCK_CONFIG", here, Path.of(named), environment);
        }
        if (Files.exists(here.resolve(FILE))) {
            return PenstockConfiguration.read(here.resolve(FILE), FILE, false, environment);
        }
        Path file = home.resolve(FILE);
        return Files.exists(file)
                ? PenstockConfiguration.read(file, file.toString(), true, environment)
                : PenstockConfiguration.read(null, FILE, true, environment);
    }

    private static PenstockConfiguration named(String by, Path here, Path file, Map<String, String> environment) {
        Path resolved = here.resolve(file);
        if (!Files.exists(resolved)) {
            throw new ConfigurationException("%s: there is no file %s".formatted(by, file));
        }
        return PenstockConfiguration.read(resolved, file.toString(), true, environment);
    }
}
