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
    /**
     * Orders the results of a line, best first: an answer before a dead letter, then the later round, then the one that tells of other
     * calls, then the earlier call. A process that could not write for a while may bring an answer to a request that another process,
     * which knew of the call, has called again meanwhile.
     */
    private static final Comparator<IndexedResult> BEST = Comparator.comparing(
                    (IndexedResult found) -> found.result.isAnswered() ? 0 : 1)
            .thenComparing(found -> -found.result.round())
            .thenComparingInt(found -> found.tellsOfOtherCalls() ? 0 : 1)
            .thenComparing(IndexedResult::startedAt)
            .thenComparing(IndexedResult::file)
            .thenComparing(IndexedResult::offset);

    static IndexedResult better(IndexedResult one, IndexedResult other) {
        return BEST.compare(one, other) <= 0 ? one : other;
    }

    private boolean tellsOfOtherCalls() {
        return result.possiblyPaidTwice() || result.possiblyUsd() != null;
    }

    private Instant startedAt() {
        return result.startedAt() == null ? Instant.MAX : result.startedAt();
    }
}
