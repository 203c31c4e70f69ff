package dev.penstock.activities.pipeline.stage;

import dev.penstock.contracts.shard.SliceInput;
import dev.penstock.store.RequestLine;
import dev.penstock.store.Result;
import dev.penstock.store.ResultCodec;
import dev.penstock.store.ShardResults;
import dev.penstock.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives access to results of earlier stages, from this process's memory or else from the result log. */
final class StageMemory {
    private static final long MOST_LETTERS = 32L << 20;

    private final Store store;
    private final Map<Key, Result> recent = new LinkedHashMap<>();
    private long letters;

    StageMemory(Store store) {
        this.store = store;
    }

    /**
     * @param round part of the key, because a rerun stage has other results
     */
    private record Key(String batch, int round, String stage, long line) {}

    /** Keeps a result in memory; to be called with durable results only. */
    void remember(SliceInput slice, String stage, Result result) {
        Key key = key(slice, stage, result.line());
        synchronized (recent) {
            Result before = recent.put(key, result);
            letters += size(result) - (before == null ? 0 : size(before));
            var oldest = recent.entrySet().iterator();
            while (letters > MOST_LETTERS && oldest.hasNext()) {
                letters -= size(oldest.next().getValue());
                oldest.remove();
            }
        }
    }

    /** Returns the results of a stage by line; lines without a result are left out. */
    Map<Long, Result> recall(SliceInput slice, String stage, List<RequestLine> lines) {
        Map<Long, Result> found = new HashMap<>();
        synchronized (recent) {
            for (RequestLine line : lines) {
                Optional.ofNullable(recent.get(key(slice, stage, line.line())))
                        .ifPresent(result -> found.put(line.line(), result));
            }
        }
        return found.size() == lines.size() ? found : read(slice, stage, lines);
    }

    private Map<Long, Result> read(SliceInput slice, String stage, List<RequestLine> lines) {
        Map<Long, Result> found = new HashMap<>();
        try (ShardResults results = store.results(slice.batch(), slice.shard(), stage)) {
            for (RequestLine line : lines) {
                Result known = results.byLine().get(line.line());
                if (known != null && (known.isAnswered() || known.round() >= slice.round())) {
                    found.put(line.line(), ResultCodec.decode(results.raw(line.line())));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static Key key(SliceInput slice, String stage, long line) {
        return new Key(slice.batch().value(), slice.round(), stage, line);
    }

    private static long size(Result result) {
        return 300 + (result.response() == null ? 0 : result.response().body().length());
    }
}
