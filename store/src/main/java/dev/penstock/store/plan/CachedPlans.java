package dev.penstock.store.plan;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Store;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is needed of the plans of batches, and remembers that of the batches used last. It may be large, and is read again
 * when memory is short.
 *
 * @param <T> what is made of a plan
 */
public final class CachedPlans<T> {
    private static final int CACHE_SIZE = 32;

    private final Store store;
    private final PlanFiles plans;
    private final Function<StoredPlan, T> reader;
    private final Map<BatchId, Kept<T>> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<BatchId, Kept<T>> eldest) {
            return size() > CACHE_SIZE;
        }
    };

    public CachedPlans(Store store, Function<StoredPlan, T> reader) {
        this.store = store;
        this.plans = new PlanFiles(store);
        this.reader = reader;
    }

    private record Kept<T>(Store.Written written, SoftReference<T> read) {}

    /**
     * Returns what was made of a batch's plan as it is now: a batch of which nothing was called may be planned again, otherwise.
     *
     * @throws UncheckedIOException if the batch has no plan, or it cannot be read
     */
    public T get(BatchId batch) {
        try {
            Store.Written written = store.written(batch, BatchFile.PLAN)
                    .orElseThrow(() -> new FileNotFoundException("batch " + batch + " has no plan"));
            synchronized (kept) {
                Kept<T> found = kept.get(batch);
                @Nullable T read = found == null || !found.written.equals(written) ? null : found.read.get();
                if (read == null) {
                    read = reader.apply(plans.get(batch));
                    kept.put(batch, new Kept<>(written, new SoftReference<>(read)));
                }
                return read;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
