package dev.penstock.service.batches;

import dev.penstock.contracts.EditDistance;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.service.errors.ApiFailure;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** Reads batch options from metadata keys that begin with {@code penstock.}. */
final class MetadataOptions {
    private static final String PREFIX = "penstock.";

    private MetadataOptions() {}

    static BatchSpec addTo(BatchSpec spec, Map<String, String> metadata) {
        BatchSpec with = spec;
        for (Map.Entry<String, String> pair : metadata.entrySet()) {
            if (pair.getKey().startsWith(PREFIX)) {
                SpecKey key = key(pair.getKey());
                with = with.with(key, value(key, pair.getValue()));
            }
        }
        return with;
    }

    static boolean has(Map<String, String> metadata, SpecKey key) {
        return metadata.containsKey(PREFIX + key.text());
    }

    private static SpecKey key(String name) {
        return open().filter(key -> (PREFIX + key.text()).equals(name))
                .findFirst()
                .orElseThrow(() -> ApiFailure.invalid(
                        "there is no metadata key %s; did you mean %s%s?".formatted(name, PREFIX, nearest(name)),
                        "metadata",
                        null));
    }

    /** Converts a metadata text into the first type that the option takes: text, integer, number or boolean. */
    private static Object value(SpecKey key, String text) {
        return Stream.of(text, whole(text), number(text), Boolean.valueOf(text))
                .filter(value -> !(value instanceof Boolean) || "true".equals(text) || "false".equals(text))
                .filter(key::takes)
                .findFirst()
                .orElseThrow(() -> ApiFailure.invalid(
                        "metadata %s%s must be %s".formatted(PREFIX, key.text(), key.expected()), "metadata", null));
    }

    private static Object whole(String text) {
        return text.matches("\\d{1,9}") ? (Object) Integer.valueOf(text) : text;
    }

    private static Object number(String text) {
        return text.matches("\\d{1,9}(\\.\\d{1,9})?") ? (Object) Double.valueOf(text) : text;
    }

    private static String nearest(String name) {
        String meant = name.substring(PREFIX.length());
        return open().map(SpecKey::text)
                .min(Comparator.comparingInt(text -> EditDistance.between(text, meant)))
                .orElseThrow();
    }

    private static Stream<SpecKey> open() {
        return Stream.of(SpecKey.values()).filter(key -> !BatchRecord.RESERVED_KEYS.contains(key));
    }
}
