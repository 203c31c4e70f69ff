package dev.penstock.worker.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A piece of a configuration as it was written, before anything is made of it. */
sealed interface RawSetting {
    SourcePosition place();

    /** A text; may be a key, and so never shows itself. */
    record Value(SourcePosition place, String text) implements RawSetting {
        boolean isBlank() {
            return text.isBlank();
        }

        @Override
        public String toString() {
            return "Value[" + place + "]";
        }
    }

    record Series(SourcePosition place, List<Value> values) implements RawSetting {}

    record Group(SourcePosition place, Map<String, RawSetting> members) implements RawSetting {
        /** The same with one value more or another, at the end of this path. */
        Group with(List<String> path, RawSetting value) {
            String name = path.getFirst();
            List<String> rest = path.subList(1, path.size());
            Map<String, RawSetting> changed = new LinkedHashMap<>(members);
            changed.put(
                    name,
                    rest.isEmpty()
                            ? value
                            : of(members.get(name), value.place()).with(rest, value));
            return new Group(place, changed);
        }

        /** What is written there as a group; nothing where nothing is. */
        static Group of(@Nullable RawSetting setting, SourcePosition otherwise) {
            if (setting instanceof Group group) {
                return group;
            }
            return new Group(setting == null ? otherwise : setting.place(), Map.of());
        }

        /** Those of a group; none of anything else. */
        static Map<String, RawSetting> members(@Nullable RawSetting setting) {
            return setting instanceof Group group ? group.members() : Map.of();
        }
    }
}
