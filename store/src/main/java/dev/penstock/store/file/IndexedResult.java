package dev.penstock.store.file;

import dev.penstock.store.Result;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;

/** A result without its body, and where its line lies. */
record IndexedResult(Result result, Path file, long offset, int length) {
    /** An answer before a dead letter, else the later round, else what was written first. */
    private static final Comparator<IndexedResult> BEST = Comparator.comparing(
                    (IndexedResult found) -> found.result.isAnswered() ? 0 : 1)
            .thenComparing(found -> -found.result.round())
            .thenComparing(IndexedResult::startedAt)
            .thenComparing(IndexedResult::file)
            .thenComparing(IndexedResult::offset);

    static IndexedResult better(IndexedResult one, IndexedResult other) {
        return BEST.compare(one, other) <= 0 ? one : other;
    }

    private Instant startedAt() {
        return result.startedAt() == null ? Instant.MAX : result.startedAt();
    }
}
