package dev.penstock.activities.providerbatch;

import java.util.OptionalLong;

/** Names a request at the provider by its line, because users' custom_ids may be longer than the provider accepts. */
final class LineName {
    private static final String PREFIX = "line-";

    private LineName() {}

    static String of(long line) {
        return PREFIX + line;
    }

    /** Returns the line that a name stands for; empty if the name was not made here. */
    static OptionalLong line(String name) {
        return name.matches(PREFIX + "\\d{1,18}")
                ? OptionalLong.of(Long.parseLong(name.substring(PREFIX.length())))
                : OptionalLong.empty();
    }
}
