package dev.penstock.activities.reuse;

import dev.penstock.activities.PendingResult;
import dev.penstock.contracts.BatchId;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Json;
import dev.penstock.store.Result;
import dev.penstock.store.ResultCodec;
import dev.penstock.store.ResultLog;
import dev.penstock.store.ShardResults;
import dev.penstock.store.Store;
import dev.penstock.store.line.LineReader;
import dev.penstock.store.line.TextLine;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Copies results to the duplicates of a batch, from the requests that were called, as far as these have a result. */
public final class Duplicates {
    /** Duplicates in memory at once. */
    private static final int PORTION = 50_000;

    private static final long MOST_LETTERS = 32L << 20;

    private final Store store;
    private final ResultLog log;
    private final Runnable heartbeat;
    private final Clock clock;

    /**
     * @param heartbeat called for each shard; may throw to end the work
     */
    public Duplicates(Store store, ResultLog log, Runnable heartbeat, Clock clock) {
        this.store = store;
        this.log = log;
        this.heartbeat = heartbeat;
        this.clock = clock;
    }

    /** Writes the results of a batch's duplicates. Safe to run again: duplicates that have their result keep it. */
    public void deliver(BatchId batch) throws IOException {
        Optional<InputStream> found = store.find(batch, BatchFile.DUPLICATES);
        if (found.isEmpty()) {
            return;
        }
        PendingResult appends = new PendingResult();
        try (LineReader lines = new LineReader(found.get(), Integer.MAX_VALUE)) {
            for (List<DuplicateRequest> some = next(lines); !some.isEmpty(); some = next(lines)) {
                deliver(batch, some, appends);
            }
        }
        appends.awaitAll();
    }

    private static List<DuplicateRequest> next(LineReader lines) throws IOException {
        List<DuplicateRequest> some = new ArrayList<>();
        while (some.size() < PORTION) {
            TextLine line = lines.next();
            if (line == null) {
                break;
            }
            some.add(Json.MAPPER.readValue(line.text(), DuplicateRequest.class));
        }
        return some;
    }

    private void deliver(BatchId batch, List<DuplicateRequest> some, PendingResult appends) throws IOException {
        Map<Long, Result> have = new HashMap<>();
        for (var shard : by(some, DuplicateRequest::shard).entrySet()) {
            heartbeat.run();
            try (ShardResults results = store.results(batch, shard.getKey())) {
                for (DuplicateRequest duplicate : shard.getValue()) {
                    Optional.ofNullable(results.byLine().get(duplicate.line()))
                            .ifPresent(result -> have.put(duplicate.line(), result));
                }
            }
        }
        List<Copy> copies = new ArrayList<>();
        long letters = 0;
        for (var shard : by(some, DuplicateRequest::ofShard).entrySet()) {
            heartbeat.run();
            try (ShardResults results = store.results(batch, shard.getKey())) {
                letters += copies(shard.getValue(), results, have, copies);
            }
            if (letters > MOST_LETTERS) {
                append(batch, copies, appends);
                letters = 0;
            }
        }
        append(batch, copies, appends);
    }

    private record Copy(DuplicateRequest duplicate, Result called) {}

    /**
     * Collects the copies, those of one request together, so that its answer is read once; returns the answers' total
     * length.
     */
    private static long copies(
            List<DuplicateRequest> some, ShardResults results, Map<Long, Result> have, List<Copy> copies)
            throws IOException {
        some.sort(Comparator.comparingLong(DuplicateRequest::of));
        Result whole = null;
        long letters = 0;
        for (DuplicateRequest duplicate : some) {
            Result called = results.byLine().get(duplicate.of());
            if (called == null || DuplicateResult.isDone(called, have.get(duplicate.line()))) {
                continue;
            }
            if (whole == null || whole.line() != called.line()) {
                whole = ResultCodec.decode(results.raw(called.line()));
                letters +=
                        whole.response() == null ? 0 : whole.response().body().length();
            }
            copies.add(new Copy(duplicate, whole));
        }
        return letters;
    }

    /** Appends the copies shard by shard, because each shard has a file of its own. */
    private void append(BatchId batch, List<Copy> copies, PendingResult appends) throws IOException {
        copies.sort(Comparator.comparingLong(copy -> copy.duplicate.line()));
        for (Copy copy : copies) {
            Result result = DuplicateResult.of(copy.called, copy.duplicate, clock.instant());
            appends.add(log.append(batch, copy.duplicate.shard(), result));
        }
        copies.clear();
    }

    private static Map<Integer, List<DuplicateRequest>> by(
            List<DuplicateRequest> some, Function<DuplicateRequest, Integer> shard) {
        return some.stream()
                .collect(Collectors.groupingBy(shard, TreeMap::new, Collectors.toCollection(ArrayList::new)));
    }
}
