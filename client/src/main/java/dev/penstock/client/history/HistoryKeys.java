package dev.penstock.client.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the file that {@code PENSTOCK_HISTORY_KEYS} names: on each line an id and a key in base64. The first one
 * encrypts, all decrypt, so a new key is put on top of the old ones.
 */
final class HistoryKeys {
    private static final String VARIABLE = "PENSTOCK_HISTORY_KEYS";
    private static final int KEY_BYTES = 32;

    private final Map<String, SecretKey> keys;

    private HistoryKeys(Map<String, SecretKey> keys) {
        this.keys = keys;
    }

    /**
     * Reads the keys; none if the variable is not set.
     *
     * @throws IllegalArgumentException when the file cannot be read or holds something else; the message shows no key
     */
    static HistoryKeys of(Map<String, String> environment) {
        String file = environment.getOrDefault(VARIABLE, "").strip();
        return new HistoryKeys(file.isEmpty() ? Map.of() : read(file));
    }

    /** Returns the id of the key that encrypts; empty if there are no keys. */
    Optional<String> newest() {
        return keys.keySet().stream().findFirst();
    }

    /**
     * Returns the key of this id.
     *
     * @throws IllegalStateException when this process has no such key; the message is a sentence for the user
     */
    SecretKey get(String id) {
        @Nullable SecretKey key = keys.get(id);
        if (key == null) {
            throw new IllegalStateException(
                    "what Temporal keeps is encrypted with the key '%s', which this process does not have: name the file of keys in %s"
                            .formatted(id, VARIABLE));
        }
        return key;
    }

    private static Map<String, SecretKey> read(String file) {
        Map<String, SecretKey> keys = new LinkedHashMap<>();
        List<String> lines = lines(file);
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                String[] parts = line.split("\\s+", -1);
                byte[] key = parts.length == 2 ? decoded(parts[1]) : new byte[0];
                if (key.length != KEY_BYTES || keys.put(parts[0], new SecretKeySpec(key, "AES")) != null) {
                    throw new IllegalArgumentException(
                            "%s: %s, line %d: there must be a new id and, after a blank, %d random bytes in base64, as `openssl rand -base64 %d` prints them"
                                    .formatted(VARIABLE, file, number, KEY_BYTES, KEY_BYTES));
                }
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("%s: there is no key in %s".formatted(VARIABLE, file));
        }
        return keys;
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException("%s: cannot read %s".formatted(VARIABLE, file), e);
        }
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
