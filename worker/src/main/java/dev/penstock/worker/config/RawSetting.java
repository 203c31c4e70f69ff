package dev.penstock.worker.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of a configuration as it was written, before it is parsed. */
sealed interface RawSetting {
    SourcePosition place();

    /** A text, which may be a key and so never appears in {@code toString}. */
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

    /**
     * Named settings.
     *
     * @param isList whether this is a list of groups, which are called by their numbers, from 1
     */
    record Group(SourcePosition place, Map<String, RawSetting> members, boolean isList) implements RawSetting {
        Group(SourcePosition place, Map<String, RawSetting> members) {
            this(place, members, false);
        }

        /** Returns a copy of this group in which the value at this path is added or replaced. */
        Group with(List<String> path, RawSetting value) {
            String name = path.getFirst();
            List<String> rest = path.subList(1, path.size());
            Map<String, RawSetting> changed = new LinkedHashMap<>(members);
            changed.put(
                    name,
                    rest.isEmpty()
                            ? value
                            : of(members.get(name), value.place()).with(rest, value));
            return new Group(place, changed, isList);
        }

        /** Returns the setting if it is a group, and an empty group otherwise. */
        static Group of(@Nullable RawSetting setting, SourcePosition otherwise) {
            if (setting instanceof Group group) {
                return group;
            }
            return new Group(setting == null ? otherwise : setting.place(), Map.of());
        }

        /** Returns a group's members; none of any other setting. */
        static Map<String, RawSetting> members(@Nullable RawSetting setting) {
            return setting instanceof Group group ? group.members() : Map.of();
        }
    }
}
