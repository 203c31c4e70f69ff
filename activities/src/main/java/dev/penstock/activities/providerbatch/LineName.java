package dev.penstock.activities.providerbatch;

import java.util.OptionalLong;

/** How the provider knows a request: by its line, since ids of users may be longer than it takes. */
final class LineName {
    private static final String PREFIX = "line-";

    private LineName() {}

    static String of(long line) {
        return PREFIX + line;
    }

    /** Empty when the name is none of ours. */
    static OptionalLong line(String name) {
        return name.matches(PREFIX + "\\d{1,18}")
                ? OptionalLong.of(Long.parseLong(name.substring(PREFIX.length())))
                : OptionalLong.empty();
    }
}
