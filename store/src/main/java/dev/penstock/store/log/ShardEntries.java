package dev.penstock.store.log;

import dev.penstock.store.Result;
import dev.penstock.store.ShardLog;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The results and calls of one shard, as they are read from its log in any order of the writers. Not thread-safe. */
public final class ShardEntries {
    private final CallTally tally = new CallTally();
    private final Map<Long, IndexedResult> best = new TreeMap<>();
    private final Map<Long, IndexedResult> deadLetters = new HashMap<>();
    private final Set<Call> retracted = new HashSet<>();
    private @Nullable ShardLog known;

    private record Call(long line, @Nullable Instant startedAt) {}

    /** Adds a line of a writer's record of calls. */
    public void call(String writer, byte[] text) throws IOException {
        known = null;
        tally.read(writer, text);
    }

    /** Adds a writer's result, or takes back an answer if the result is a retraction. */
    public void result(String writer, IndexedResult found) {
        known = null;
        if (found.result().isRetraction()) {
            retract(found.result());
        } else {
            add(found);
            tally.result(writer, found.result());
        }
    }

    /** Returns what was read so far. */
    public ShardLog log() {
        if (known == null) {
            Map<Long, Result> results = new HashMap<>();
            best.forEach((line, found) -> results.put(line, found.result()));
            known = new ShardLog(results, tally.calls());
        }
        return known;
    }

    /** Returns a copy of the best result of each line. */
    public Map<Long, IndexedResult> best() {
        return new HashMap<>(best);
    }

    private void add(IndexedResult found) {
        Result result = found.result();
        if (!result.isAnswered()) {
            deadLetters.merge(result.line(), found, IndexedResult::better);
        } else if (retracted.contains(new Call(result.line(), result.startedAt()))) {
            return;
        }
        best.merge(result.line(), found, IndexedResult::better);
    }

    /** Takes an answer back, whether it was read before or comes later, from another writer. */
    private void retract(Result retraction) {
        Call call = new Call(retraction.line(), retraction.startedAt());
        if (!retracted.add(call)) {
            return; // checked twice, in two runs
        }
        tally.retracted(retraction);
        best.computeIfPresent(
                call.line(),
                (line, found) -> found.result().isAnswered()
                                && Objects.equals(found.result().startedAt(), call.startedAt())
                        ? deadLetters.get(line)
                        : found);
    }
}
