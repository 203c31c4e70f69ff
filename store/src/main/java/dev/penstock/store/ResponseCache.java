package dev.penstock.store;

import dev.penstock.store.cache.CacheKey;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps responses so that a repeated request need not be paid again; an error of the cache never fails a request. */
public interface ResponseCache {
    /**
     * Returns the cached response for a key; empty when there is none, or it cannot be read.
     *
     * @param oldest responses cached before this time don't count
     */
    Optional<Result.Response> find(CacheKey key, Instant oldest);

    /** Caches a response, replacing an earlier one; does nothing when that is not possible. */
    void keep(CacheKey key, Result.Response response);

    /** Returns how much is cached, by the tenants' folders. */
    Map<String, Size> sizes() throws IOException;

    /**
     * Deletes cached responses.
     *
     * @param folder the folder of the tenant whose responses are deleted; null = all tenants
     * @param before only responses cached before this time are deleted
     * @return the number of deleted responses
     */
    long clear(@Nullable String folder, Instant before) throws IOException;

    /** How many responses are cached, their bytes, and the time of the oldest. */
    record Size(long answers, long bytes, Instant oldest) {
        public Size plus(Size other) {
            return new Size(
                    answers + other.answers,
                    bytes + other.bytes,
                    oldest.isBefore(other.oldest) ? oldest : other.oldest);
        }
    }
}
