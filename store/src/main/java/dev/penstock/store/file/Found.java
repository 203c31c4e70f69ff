package dev.penstock.store.file;

import dev.penstock.store.Result;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;

/** A result without its body, and where its line lies. */
record Found(Result result, Path file, long offset, int length) {
    /** An answer before a dead letter, else the later round, else what was written first. */
    private static final Comparator<Found> BEST = Comparator.comparing(
                    (Found found) -> found.result.isAnswered() ? 0 : 1)
            .thenComparing(found -> -found.result.round())
            .thenComparing(Found::startedAt)
            .thenComparing(Found::file)
            .thenComparing(Found::offset);

    static Found better(Found one, Found other) {
        return BEST.compare(one, other) <= 0 ? one : other;
    }

    private Instant startedAt() {
        return result.startedAt() == null ? Instant.MAX : result.startedAt();
    }
}
