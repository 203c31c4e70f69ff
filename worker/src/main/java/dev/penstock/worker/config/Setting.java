package dev.penstock.worker.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A piece of a configuration as it was written, before anything is made of it. */
sealed interface Setting {
    Place place();

    /** A text; may be a key, and so never shows itself. */
    record Value(Place place, String text) implements Setting {
        boolean isBlank() {
            return text.isBlank();
        }

        @Override
        public String toString() {
            return "Value[" + place + "]";
        }
    }

    record Series(Place place, List<Value> values) implements Setting {}

    record Group(Place place, Map<String, Setting> members) implements Setting {
        /** The same with one value more or another, at the end of this path. */
        Group with(List<String> path, Setting value) {
            String name = path.getFirst();
            List<String> rest = path.subList(1, path.size());
            Map<String, Setting> changed = new LinkedHashMap<>(members);
            changed.put(
                    name,
                    rest.isEmpty()
                            ? value
                            : of(members.get(name), value.place()).with(rest, value));
            return new Group(place, changed);
        }

        /** What is written there as a group; nothing where nothing is. */
        static Group of(@Nullable Setting setting, Place otherwise) {
            if (setting instanceof Group group) {
                return group;
            }
            return new Group(setting == null ? otherwise : setting.place(), Map.of());
        }

        /** Those of a group; none of anything else. */
        static Map<String, Setting> members(@Nullable Setting setting) {
            return setting instanceof Group group ? group.members() : Map.of();
        }
    }
}
