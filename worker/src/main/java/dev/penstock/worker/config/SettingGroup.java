package dev.penstock.worker.config;

import dev.penstock.worker.config.RawSetting.Group;
import dev.penstock.worker.config.RawSetting.Series;
import dev.penstock.worker.config.RawSetting.Value;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The members of a group, read one by one as what they are meant to be. */
final class SettingGroup {
    private final Group group;
    private final VariableReferences references;

    SettingGroup(Group group, VariableReferences references) {
        this.group = group;
        this.references = references;
    }

    /** Makes a value of a text, or says what it must be. */
    interface Reading<T> {
        /**
         * @throws IllegalArgumentException with what it must be: "a whole number"
         */
        T of(String text);
    }

    /** Empty when nothing is said. */
    <T> Optional<T> find(String name, Reading<T> reading) {
        return text(name).map(text -> {
            try {
                return reading.of(text);
            } catch (IllegalArgumentException e) {
                throw place(name).wrong("%s must be %s, not '%s'".formatted(name, e.getMessage(), text));
            }
        });
    }

    /** The same for what must not be seen, not even in the error. */
    <T> Optional<T> findSecret(String name, Reading<T> reading) {
        return text(name).map(text -> {
            try {
                return reading.of(text);
            } catch (IllegalArgumentException e) {
                throw place(name).wrong("%s must be %s".formatted(name, e.getMessage()));
            }
        });
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

    /** The groups in the group of this name, by their names. */
    Map<String, SettingGroup> groups(String name) {
        Map<String, SettingGroup> groups = new LinkedHashMap<>();
        Group.members(group.members().get(name))
                .forEach((key, member) ->
                        groups.put(key, new SettingGroup(Group.of(member, member.place()), references)));
        return groups;
    }

    /** The group of this name, with nothing in it when there is none. */
    SettingGroup group(String name) {
        return new SettingGroup(Group.of(group.members().get(name), group.place()), references);
    }

    List<String> names() {
        return List.copyOf(group.members().keySet());
    }

    SourcePosition place() {
        return group.place();
    }

    /** Where a member is written; where the group is when it isn't. */
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
