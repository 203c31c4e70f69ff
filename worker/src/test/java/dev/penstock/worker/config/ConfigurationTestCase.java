package dev.penstock.worker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.penstock.activities.pool.PoolConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** A folder with a {@code penstock.yaml}, and an environment. */
@SuppressWarnings("NullAway.Init")
abstract class ConfigurationTestCase {
    @TempDir
    Path folder;

    final Map<String, String> environment = new HashMap<>();

    PenstockConfiguration read(String yaml) {
        write(folder, yaml);
        return find();
    }

    PenstockConfiguration find() {
        return ConfigurationFinder.find(null, folder, folder.resolve("home"), environment);
    }

    Path write(Path to, String yaml) {
        try {
            return Files.writeString(Files.createDirectories(to).resolve("penstock.yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Expects a mistake, of whose position the message here has the line only. */
    void assertMistake(String yaml, String message) {
        assertThat(mistake(yaml).replaceFirst("^(penstock\\.yaml:\\d+):\\d+: ", "$1: "))
                .isEqualTo(message);
    }

    String mistake(String yaml) {
        ConfigurationException mistake = catchThrowableOfType(ConfigurationException.class, () -> read(yaml));
        assertThat(mistake).as("no mistake was found in:%n%s", yaml).isNotNull();
        return String.valueOf(mistake.getMessage());
    }

    static PoolConfig pool(PenstockConfiguration configuration, String name) {
        return configuration.pools().stream()
                .filter(pool -> pool.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no pool " + name + " in " + configuration));
    }
}
