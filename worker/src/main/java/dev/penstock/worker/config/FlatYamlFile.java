package dev.penstock.worker.config;

import dev.penstock.worker.config.RawSetting.Group;
import dev.penstock.worker.config.RawSetting.Series;
import dev.penstock.worker.config.RawSetting.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a YAML file that has names with single values, and says where each stands. */
public final class FlatYamlFile {
    private FlatYamlFile() {}

    /**
     * One line of the file.
     *
     * @param text the value; of a list, its values with commas between
     * @param place file and line, as messages begin: {@code job.yaml:3}
     */
    public record Entry(String name, String text, String place) {}

    /**
     * Returns the entries in the order of the file.
     *
     * @param lists names that may have a list of single values
     * @param nested names that may have values of any form, whose texts are empty
     * @throws ConfigurationException if the file cannot be read, or has other names with anything but single values
     */
    public static List<Entry> read(Path file, Set<String> lists, Set<String> nested) {
        List<Entry> entries = new ArrayList<>();
        YamlFile.read(file, file.toString(), nested, "input").members().forEach((name, setting) -> {
            String text = switch (setting) {
                case Value value -> value.text();
                case Series series
                when lists.contains(name) ->
                    series.values().stream().map(Value::text).collect(Collectors.joining(","));
                case Series series -> throw series.place().wrong("'%s' must be a single value".formatted(name));
                case Group group ->
                    throw group.place()
                            .wrong("'%s' must be a single value%s"
                                    .formatted(name, lists.contains(name) ? " or a list of such" : ""));
            };
            entries.add(new Entry(name, text, setting.place().lineOnly()));
        });
        return entries;
    }
}
