package dev.penstock.workflows;

import dev.penstock.contracts.Slice;

/** One line on an activity for the Web UI. */
final class Summaries {
    private Summaries() {}

    static String of(Slice slice) {
        return slice.requests() == 1
                ? "line %d · %d tokens".formatted(slice.line(), slice.tokens())
                : "%d requests from line %d · %d tokens".formatted(slice.requests(), slice.line(), slice.tokens());
    }

    static String of(String stage, Slice slice) {
        return stage + " · " + of(slice);
    }
}
