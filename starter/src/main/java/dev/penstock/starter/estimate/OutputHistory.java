package dev.penstock.starter.estimate;

import dev.penstock.activities.batch.assembly.BatchUsage;
import dev.penstock.activities.batch.assembly.UsageFiles;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Counts;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Store;
import dev.penstock.store.Store.Written;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The length of each model's answers in the newest batches of the store. */
record OutputHistory(Map<String, Answers> byModel) {
    private static final int BATCHES = 100;
    private static final OutputHistory NONE = new OutputHistory(Map.of());

    /** The answers of one model. */
    record Answers(long count, long tokens) {
        double average() {
            return (double) tokens / count;
        }

        Answers plus(Answers other) {
            return new Answers(count + other.count, tokens + other.tokens);
        }
    }

    private record Dated(BatchId batch, Instant at) {}

    Optional<Answers> of(String model) {
        return Optional.ofNullable(byModel.get(model));
    }

    /** Reads stored figures and counts no results, so that a batch that starts does not wait for it. */
    static OutputHistory in(Store store) {
        try {
            UsageFiles files = new UsageFiles(store);
            Map<String, Answers> sums = new HashMap<>();
            for (Dated dated : newest(store)) {
                files.kept(dated.batch()).ifPresent(usage -> add(usage, sums));
            }
            return new OutputHistory(sums);
        } catch (IOException e) {
            return NONE;
        }
    }

    private static Iterable<Dated> newest(Store store) throws IOException {
        return store.batches().stream()
                .flatMap(batch -> written(store, batch).map(file -> new Dated(batch, file.at())).stream())
                .sorted(Comparator.comparing(Dated::at).reversed())
                .limit(BATCHES)::iterator;
    }

    private static Optional<Written> written(Store store, BatchId batch) {
        try {
            return store.written(batch, BatchFile.USAGE);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void add(BatchUsage usage, Map<String, Answers> sums) {
        for (BatchUsage.Group group : usage.calls()) {
            Counts counts = group.used().receipt().counts();
            long tokens = group.used().receipt().usage().output();
            // A provider that does not report its usage adds nothing to the history.
            if (counts.completed() > 0 && tokens > 0) {
                sums.merge(group.key().model(), new Answers(counts.completed(), tokens), Answers::plus);
            }
        }
    }
}
