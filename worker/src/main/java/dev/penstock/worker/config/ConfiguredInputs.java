package dev.penstock.worker.config;

import dev.penstock.store.input.InputRoots;
import dev.penstock.store.s3.object.S3Location;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The configured folders below which batches may read inputs that were not submitted through the store.
 *
 * @param roots absolute paths
 * @param buckets places in buckets; if there are neither, the working folder
 */
public record ConfiguredInputs(List<Path> roots, List<S3Location> buckets) {
    static final ConfiguredInputs NONE = new ConfiguredInputs(List.of(), List.of());
    static final String KEY = "input-roots";
    private static final String VARIABLE = "PENSTOCK_INPUT_ROOTS";

    public ConfiguredInputs {
        roots = List.copyOf(roots);
        buckets = List.copyOf(buckets);
    }

    /** Reads the folders from the variable, or else from the file. */
    static ConfiguredInputs read(SettingGroup fields, Map<String, String> environment) {
        String variable = environment.getOrDefault(VARIABLE, "");
        SourcePosition place = variable.isBlank() ? fields.place(KEY) : SourcePosition.variable(VARIABLE);
        Stream<String> texts = variable.isBlank()
                ? fields.texts(KEY).stream()
                : Arrays.stream(variable.split(",", -1)).map(String::strip).filter(text -> !text.isEmpty());
        List<String> named = texts.toList();
        return new ConfiguredInputs(
                named.stream()
                        .filter(text -> !S3Location.isAddress(text))
                        .map(text -> folder(text, place))
                        .toList(),
                named.stream()
                        .filter(S3Location::isAddress)
                        .map(text -> bucket(text, place))
                        .toList());
    }

    /**
     * Returns the folders for a worker in this process.
     *
     * @param store the worker's store, from which no such input is read
     * @param home the state folder, from which none is read either
     */
    InputRoots of(URI store, Path home) {
        boolean isInBucket = S3Location.isAddress(store.toString());
        // The state folder has API keys and Temporal's database. A URI without a path is refused when the store is
        // opened.
        List<Path> except = isInBucket ? List.of(home) : List.of(Path.of(String.valueOf(store.getPath())), home);
        if (roots.isEmpty() && buckets.isEmpty()) {
            return InputRoots.workingFolder(
                    Path.of("").toAbsolutePath(), Path.of(System.getProperty("user.home")), except);
        }
        return new InputRoots(
                roots, except, true, buckets, isInBucket ? List.of(S3Location.of(store.toString())) : List.of());
    }

    private static S3Location bucket(String text, SourcePosition place) {
        try {
            return S3Location.of(text);
        } catch (IllegalArgumentException e) {
            throw place.wrong("%s: %s".formatted(KEY, e.getMessage()));
        }
    }

    private static Path folder(String text, SourcePosition place) {
        Path folder = Path.of(text);
        if (!folder.isAbsolute()) {
            throw place.wrong("%s must be absolute paths of folders, such as /data/in, or s3:// addresses, not '%s'"
                    .formatted(KEY, text));
        }
        return folder;
    }
}
