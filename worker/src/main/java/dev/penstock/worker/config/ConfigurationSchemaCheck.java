package dev.penstock.worker.config;

import dev.penstock.worker.config.RawSetting.Group;
import dev.penstock.worker.config.RawSetting.Series;
import dev.penstock.worker.config.RawSetting.Value;
import java.util.List;

/** Checks a configuration's structure against the schema; readers check the values themselves. */
final class ConfigurationSchemaCheck {
    private ConfigurationSchemaCheck() {}

    /**
     * @throws ConfigurationException with the nearest known name, for the first name or kind of value that the schema
     *     doesn't have
     */
    static void check(Group root) {
        check("the configuration", ConfigurationSchema.PENSTOCK, root);
    }

    // The error does not show the wrong text, which may be a key in the wrong place.
    private static void check(String name, ConfigurationSchema shape, RawSetting setting) {
        switch (shape) {
            case ConfigurationSchema.Text text -> {
                if (!(setting instanceof Value)) {
                    throw setting.place().wrong("%s must be a single value".formatted(name));
                }
            }
            case ConfigurationSchema.Texts texts -> {
                if (setting instanceof Group) {
                    throw setting.place().wrong("%s must be a list such as [a, b]".formatted(name));
                }
            }
            case ConfigurationSchema.Groups groups -> {
                for (Group entry : entries(name, setting)) {
                    check("an entry of " + name, groups.each(), entry);
                }
            }
            case ConfigurationSchema.Members members -> {
                for (var member : group(name, setting).members().entrySet()) {
                    ConfigurationSchema inner = members.members().get(member.getKey());
                    if (inner == null) {
                        throw member.getValue().place().wrong(members.unknown(member.getKey()));
                    }
                    check(member.getKey(), inner, member.getValue());
                }
            }
            case ConfigurationSchema.Named named ->
                group(name, setting).members().forEach((key, value) -> {
                    if (key.isBlank()) {
                        throw value.place().wrong("a name in %s is empty".formatted(name));
                    }
                    check(key, named.each(), value);
                });
        }
    }

    private static List<Group> entries(String name, RawSetting setting) {
        if (setting instanceof Series series && series.values().isEmpty()) {
            return List.of();
        }
        if (setting instanceof Group group && group.isList()) {
            return group.members().values().stream().map(Group.class::cast).toList();
        }
        throw setting.place()
                .wrong("%s must be a list such as [{pool: first}, {pool: second, order: 2}]".formatted(name));
    }

    private static Group group(String name, RawSetting setting) {
        return switch (setting) {
            case Group group -> group;
            case Value value when value.isBlank() -> Group.of(value, value.place());
            case Value value -> throw notAGroup(name, value);
            case Series series -> throw notAGroup(name, series);
        };
    }

    private static ConfigurationException notAGroup(String name, RawSetting setting) {
        return setting.place().wrong("%s must hold lines such as 'name: value'".formatted(name));
    }
}
