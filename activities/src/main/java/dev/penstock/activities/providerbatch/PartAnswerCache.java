package dev.penstock.activities.providerbatch;

import dev.penstock.activities.reuse.AnswerCache;
import dev.penstock.store.RequestCodec;
import dev.penstock.store.RequestLine;
import dev.penstock.store.Result;
import dev.penstock.store.cache.CacheKey;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds the answers of a part to the answer cache, and keeps only the keys of its requests in memory. */
final class PartAnswerCache {
    private final @Nullable AnswerCache cache;
    private final String url;
    private final Map<Long, CacheKey> keys = new HashMap<>();

    /**
     * @param cache null if the batch does not use the cache
     * @param url endpoint of all requests of the part
     */
    PartAnswerCache(@Nullable AnswerCache cache, String url) {
        this.cache = cache;
        this.url = url;
    }

    void expect(byte[] text) throws IOException {
        if (cache != null) {
            RequestLine request = RequestCodec.decode(text);
            cache.key(request).ifPresent(key -> keys.put(request.line(), key));
        }
    }

    void keep(long line, Result result) {
        CacheKey key = keys.get(line);
        if (cache != null && key != null) {
            cache.keep(key, url, result);
        }
    }
}
