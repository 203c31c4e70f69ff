package dev.penstock.worker.config;

import dev.penstock.store.input.InputRoots;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The configured folders below which batches may read inputs that were not submitted through the store.
 *
 * @param roots absolute paths; if empty, the working folder
 */
public record ConfiguredInputs(List<Path> roots) {
    static final ConfiguredInputs NONE = new ConfiguredInputs(List.of());
    static final String KEY = "input-roots";
    private static final String VARIABLE = "PENSTOCK_INPUT_ROOTS";

    public ConfiguredInputs {
        roots = List.copyOf(roots);
    }

    /** Reads the folders from the variable, or else from the file. */
    static ConfiguredInputs read(SettingGroup fields, Map<String, String> environment) {
        String variable = environment.getOrDefault(VARIABLE, "");
        SourcePosition place = variable.isBlank() ? fields.place(KEY) : SourcePosition.variable(VARIABLE);
        Stream<String> texts = variable.isBlank()
                ? fields.texts(KEY).stream()
                : Arrays.stream(variable.split(",", -1)).map(String::strip).filter(text -> !text.isEmpty());
        return new ConfiguredInputs(texts.map(text -> folder(text, place)).toList());
    }

    /**
     * Returns the folders for a worker in this process.
     *
     * @param store the worker's store, from which no such input is read
     * @param home the state folder, from which none is read either
     */
    InputRoots of(URI store, Path home) {
        // A URI without a path is refused when the store is opened.
        Path data = Path.of(String.valueOf(store.getPath()));
        // The state folder has API keys and Temporal's database.
        List<Path> except = List.of(data, home);
        return roots.isEmpty()
                ? InputRoots.workingFolder(
                        Path.of("").toAbsolutePath(), Path.of(System.getProperty("user.home")), except)
                : new InputRoots(roots, except, true);
    }

    private static Path folder(String text, SourcePosition place) {
        Path folder = Path.of(text);
        if (!folder.isAbsolute()) {
            throw place.wrong("%s must be absolute paths of folders, such as /data/in, not '%s'".formatted(KEY, text));
        }
        return folder;
    }
}
