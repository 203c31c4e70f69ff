package dev.penstock.worker.config;

import dev.penstock.worker.config.RawSetting.Group;
import dev.penstock.worker.config.RawSetting.Series;
import dev.penstock.worker.config.RawSetting.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the members of a configuration group, each as a value of the expected type. */
final class SettingGroup {
    private final Group group;
    private final VariableReferences references;

    SettingGroup(Group group, VariableReferences references) {
        this.group = group;
        this.references = references;
    }

    /** Parses a text as a value. */
    interface Reading<T> {
        /**
         * @throws IllegalArgumentException with a description of valid values: "a whole number"
         */
        T of(String text);
    }

    /** Returns the member's value; empty if not configured. */
    <T> Optional<T> find(String name, Reading<T> reading) {
        return text(name).map(text -> {
            try {
                return reading.of(text);
            } catch (IllegalArgumentException e) {
                throw place(name).wrong("%s must be %s, not '%s'".formatted(name, e.getMessage(), text));
            }
        });
    }

    /** Returns the member's value as {@link #find} does, but never shows its text, not even in the error. */
    <T> Optional<T> findSecret(String name, Reading<T> reading) {
        return text(name).map(text -> {
            try {
                return reading.of(text);
            } catch (IllegalArgumentException e) {
                throw place(name).wrong("%s must be %s".formatted(name, e.getMessage()));
            }
        });
    }

    /** Returns the member's values as {@link #findSecret} does: none is ever shown. */
    <T> List<T> secrets(String name, Reading<T> reading) {
        List<T> read = new ArrayList<>();
        for (String text : texts(name)) {
            try {
                read.add(reading.of(text));
            } catch (IllegalArgumentException e) {
                throw place(name).wrong("each of %s must be %s".formatted(name, e.getMessage()));
            }
        }
        return read;
    }

    List<String> texts(String name) {
        RawSetting setting = group.members().get(name);
        return switch (setting) {
            case Series series -> nonBlank(series.values().stream().map(references::resolve));
            case Value value ->
                nonBlank(
                        value.place().isVariable()
                                ? Arrays.stream(value.text().split(",", -1))
                                : Stream.of(references.resolve(value)));
            case Group none -> List.of();
            case null -> List.of();
        };
    }

    /** Returns the groups within the group of this name, by their names. */
    Map<String, SettingGroup> groups(String name) {
        Map<String, SettingGroup> groups = new LinkedHashMap<>();
        Group.members(group.members().get(name))
                .forEach((key, member) ->
                        groups.put(key, new SettingGroup(Group.of(member, member.place()), references)));
        return groups;
    }

    /** Returns the group of this name; an empty group if not configured. */
    SettingGroup group(String name) {
        return new SettingGroup(Group.of(group.members().get(name), group.place()), references);
    }

    List<String> names() {
        return List.copyOf(group.members().keySet());
    }

    SourcePosition place() {
        return group.place();
    }

    /** Returns where a member is written; the group's position if the member is not configured. */
    SourcePosition place(String name) {
        RawSetting setting = group.members().get(name);
        return setting == null ? group.place() : setting.place();
    }

    private Optional<String> text(String name) {
        @Nullable RawSetting setting = group.members().get(name);
        return setting instanceof Value value
                ? Optional.of(references.resolve(value).strip()).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    private static List<String> nonBlank(Stream<String> texts) {
        return texts.map(String::strip).filter(text -> !text.isEmpty()).toList();
    }
}
