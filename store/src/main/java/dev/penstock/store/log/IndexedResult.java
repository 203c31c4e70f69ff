package dev.penstock.store.log;

import dev.penstock.store.Result;
import java.time.Instant;
import java.util.Comparator;

/**
 * A result without its body, and the place of its line.
 *
 * @param file the name of the file or object that has the line
 */
public record IndexedResult(Result result, String file, long offset, int length) {
    /** Orders the results of a line, best first: an answer before a dead letter, then the later round, then the earlier call. */
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
