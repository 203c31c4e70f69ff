package dev.penstock.worker.config;

import dev.penstock.worker.config.RawSetting.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads a YAML file that has names with single values, and says where each stands. */
public final class FlatYamlFile {
    private FlatYamlFile() {}

    /**
     * One line of the file.
     *
     * @param place file and line, as messages begin: {@code job.yaml:3}
     */
    public record Entry(String name, String text, String place) {}

    /**
     * Returns the entries in the order of the file.
     *
     * @param nested names that may have values of any form, whose texts are empty
     * @throws ConfigurationException if the file cannot be read, or has other names with anything but single values
     */
    public static List<Entry> read(Path file, Set<String> nested) {
        List<Entry> entries = new ArrayList<>();
        YamlFile.read(file, file.toString(), nested).members().forEach((name, setting) -> {
            if (!(setting instanceof Value value)) {
                throw setting.place().wrong("'%s' must be a single value".formatted(name));
            }
            entries.add(new Entry(name, value.text(), value.place().toString()));
        });
        return entries;
    }
}
