package dev.penstock.activities.plan;

import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.store.DocumentStore;
import dev.penstock.store.Json;
import dev.penstock.store.StoreUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps descriptions of pools in the store, where workers that do not have a pool find what planning needs of it. */
public final class StoredPools {
    private static final Logger log = LoggerFactory.getLogger(StoredPools.class);
    private static final String FOLDER = "pools";
    private static final String SUFFIX = ".json";
    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private final DocumentStore documents;
    private final LongSupplier nanoTime;
    private final Map<String, Found> found = new ConcurrentHashMap<>();

    private record Found(Optional<StoredPool> pool, long at) {}

    /**
     * @param nanoTime the time, from any beginning
     */
    public StoredPools(DocumentStore documents, LongSupplier nanoTime) {
        this.documents = documents;
        this.nanoTime = nanoTime;
    }

    /** Writes down a pool that this process serves; if that fails, the process serves it all the same. */
    public void describe(PoolConfig pool) {
        try {
            byte[] text = Json.MAPPER.writeValueAsBytes(StoredPool.of(pool));
            Optional<byte[]> before = documents.read(FOLDER, pool.name() + SUFFIX);
            if (before.isEmpty() || !Arrays.equals(before.get(), text)) {
                documents.write(FOLDER, pool.name() + SUFFIX, text);
            }
        } catch (IOException | StoreUnavailableException e) {
            log.warn("Pool {} cannot be described to workers that do not have it", pool.name(), e);
        }
    }

    /** Returns a pool as the worker that was started last with it described it; it may be some seconds old. */
    public Optional<StoredPool> find(String name) {
        long now = nanoTime.getAsLong();
        Found known = found.get(name);
        if (known == null || now - known.at >= REMEMBERED.toNanos()) {
            known = new Found(read(name), now);
            found.put(name, known);
        }
        return known.pool;
    }

    private Optional<StoredPool> read(String name) {
        try {
            Optional<byte[]> text = documents.read(FOLDER, name + SUFFIX);
            return text.isEmpty() ? Optional.empty() : Optional.of(Json.MAPPER.readValue(text.get(), StoredPool.class));
        } catch (IOException e) {
            log.warn("The description of pool {} cannot be read", name, e);
            return Optional.empty();
        }
    }
}
