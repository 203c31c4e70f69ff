package dev.penstock.store.s3;

import dev.penstock.store.ResponseCache;
import dev.penstock.store.Result;
import dev.penstock.store.cache.CacheKey;
import dev.penstock.store.response.CachedAnswer;
import dev.penstock.store.s3.object.S3Objects;
import dev.penstock.store.s3.object.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Caches each response in an object, {@code cache/<tenant>/<two digits>/<digest>}. */
final class S3ResponseCache implements ResponseCache {
    private static final Logger log = LoggerFactory.getLogger(S3ResponseCache.class);

    private final S3Objects objects;
    private final Clock clock;
    private final AtomicBoolean troubled = new AtomicBoolean();

    S3ResponseCache(S3Objects objects, Clock clock) {
        this.objects = objects;
        this.clock = clock;
    }

    @Override
    public Optional<Result.Response> find(CacheKey key, Instant oldest) {
        try {
            Optional<byte[]> text = objects.read(object(key));
            if (text.isEmpty()) {
                return Optional.empty();
            }
            CachedAnswer kept = CachedAnswer.decode(text.get());
            return kept.at().isBefore(oldest) ? Optional.empty() : Optional.of(kept.response());
        } catch (IOException | RuntimeException e) {
            log.warn(
                    "The kept answer {} cannot be read, so its request is called: {}",
                    objects.locate(object(key)),
                    e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void keep(CacheKey key, Result.Response response) {
        try {
            objects.put(object(key), new CachedAnswer(clock.instant(), response).encode());
            troubled.set(false);
        } catch (IOException | RuntimeException e) {
            if (!troubled.getAndSet(true)) {
                log.warn(
                        "Answers cannot be kept in {} at the moment: {}",
                        objects.locate(StoreKeys.CACHE),
                        e.getMessage());
            }
        }
    }

    @Override
    public Map<String, Size> sizes() throws IOException {
        Map<String, Size> sizes = new TreeMap<>();
        try {
            for (StoredObject object : objects.list(StoreKeys.CACHE)) {
                String below = object.key().substring(StoreKeys.CACHE.length());
                String tenant = below.substring(0, Math.max(0, below.indexOf('/')));
                Size unused = sizes.merge(tenant, new Size(1, object.size(), object.modified()), Size::plus);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return sizes;
    }

    @Override
    public long clear(@Nullable String folder, Instant before) throws IOException {
        long cleared = 0;
        try {
            for (StoredObject object : objects.list(StoreKeys.CACHE + (folder == null ? "" : folder + "/"))) {
                if (object.modified().isBefore(before)) {
                    objects.delete(object.key());
                    cleared++;
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return cleared;
    }

    private static String object(CacheKey key) {
        return StoreKeys.CACHE + key.folder() + "/" + key.digest().substring(0, 2) + "/" + key.digest();
    }
}
