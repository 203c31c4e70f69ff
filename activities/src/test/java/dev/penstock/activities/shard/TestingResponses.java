package dev.penstock.activities.shard;

import dev.penstock.store.ResponseCache;
import dev.penstock.store.Result;
import dev.penstock.store.cache.CacheKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Kept answers in memory. */
final class TestingResponses implements ResponseCache {
    final Map<CacheKey, Result.Response> kept = new ConcurrentHashMap<>();

    @Override
    public Optional<Result.Response> find(CacheKey key, Instant oldest) {
        return Optional.ofNullable(kept.get(key));
    }

    @Override
    public void keep(CacheKey key, Result.Response response) {
        kept.put(key, response);
    }

    @Override
    public Map<String, Size> sizes() {
        return Map.of();
    }

    @Override
    public long clear(@Nullable String folder, Instant before) {
        return 0;
    }
}
