package dev.penstock.store;

import dev.penstock.store.cache.CacheKey;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers that are kept, so that the same request need not be paid again; none is worth a failure. */
public interface ResponseCache {
    /**
     * Empty when there is none, or none that can be read.
     *
     * @param oldest what was kept before then doesn't count
     */
    Optional<Result.Response> find(CacheKey key, Instant oldest);

    /** In place of what was there; does nothing where that is not possible. */
    void keep(CacheKey key, Result.Response response);

    /** By the tenants' folders. */
    Map<String, Size> sizes() throws IOException;

    /**
     * @param folder of the tenant whose answers go; null = everybody's
     * @param before only what was kept before then
     * @return how many went
     */
    long clear(@Nullable String folder, Instant before) throws IOException;

    /** How much is kept, and since when. */
    record Size(long answers, long bytes, Instant oldest) {
        public Size plus(Size other) {
            return new Size(
                    answers + other.answers,
                    bytes + other.bytes,
                    oldest.isBefore(other.oldest) ? oldest : other.oldest);
        }
    }
}
