package dev.penstock.worker.config;

import dev.penstock.worker.config.Setting.Group;
import dev.penstock.worker.config.Setting.Series;
import dev.penstock.worker.config.Setting.Value;

/** Refuses what stands where it may not; values themselves are for those who read them. */
final class ShapeCheck {
    private ShapeCheck() {}

    /**
     * @throws WrongConfiguration naming the nearest right name
     */
    static void check(Group root) {
        check("the configuration", Shape.PENSTOCK, root);
    }

    // What is wrong isn't shown: it may be a key in the wrong place.
    private static void check(String name, Shape shape, Setting setting) {
        switch (shape) {
            case Shape.Text text -> {
                if (!(setting instanceof Value)) {
                    throw setting.place().wrong("%s must be a single value".formatted(name));
                }
            }
            case Shape.Texts texts -> {
                if (setting instanceof Group) {
                    throw setting.place().wrong("%s must be a list such as [a, b]".formatted(name));
                }
            }
            case Shape.Members members -> {
                for (var member : group(name, setting).members().entrySet()) {
                    Shape inner = members.members().get(member.getKey());
                    if (inner == null) {
                        throw member.getValue().place().wrong(members.unknown(member.getKey()));
                    }
                    check(member.getKey(), inner, member.getValue());
                }
            }
            case Shape.Named named ->
                group(name, setting).members().forEach((key, value) -> {
                    if (key.isBlank()) {
                        throw value.place().wrong("a name in %s is empty".formatted(name));
                    }
                    check(key, named.each(), value);
                });
        }
    }

    private static Group group(String name, Setting setting) {
        return switch (setting) {
            case Group group -> group;
            case Value value when value.isBlank() -> Group.of(value, value.place());
            case Value value -> throw notAGroup(name, value);
            case Series series -> throw notAGroup(name, series);
        };
    }

    private static WrongConfiguration notAGroup(String name, Setting setting) {
        return setting.place().wrong("%s must hold lines such as 'name: value'".formatted(name));
    }
}
