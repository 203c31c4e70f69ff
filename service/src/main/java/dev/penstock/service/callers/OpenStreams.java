package dev.penstock.service.callers;

import dev.penstock.service.errors.ApiFailure;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.http.HttpStatus;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.TaskScheduler;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The streams and sockets that are open: limited for each caller, and ended when the caller's key is revoked. */
@Singleton
public final class OpenStreams implements ApplicationEventListener<ServerStartupEvent> {
    private static final int LIMIT = 200;
    private static final String NO_KEY = "";
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    private final KeyRing keys;
    private final @Nullable TaskScheduler scheduler;
    private final ConcurrentMap<String, Set<Stream>> open = new ConcurrentHashMap<>();

    OpenStreams(KeyRing keys, @Nullable @Named(TaskExecutors.SCHEDULED) TaskScheduler scheduler) {
        this.keys = keys;
        this.scheduler = scheduler;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent started) {
        if (scheduler != null) {
            scheduler.scheduleWithFixedDelay(CHECK_INTERVAL, CHECK_INTERVAL, this::endRevoked);
        }
    }

    /**
     * Registers a stream until it is closed.
     *
     * @param onRevoked ends the stream; called when the caller's key has been revoked
     * @throws ApiFailure 429 when the caller has too many streams open
     */
    public Stream open(ApiCaller caller, Runnable onRevoked) {
        String key = caller.key() == null ? NO_KEY : caller.key();
        Set<Stream> others = open.computeIfAbsent(key, unused -> ConcurrentHashMap.newKeySet());
        if (others.size() >= LIMIT) {
            throw ApiFailure.later(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "a caller may have at most %d streams and sockets open at the same time".formatted(LIMIT),
                    "too_many_streams",
                    Duration.ofSeconds(5));
        }
        Stream stream = new Stream(others, onRevoked);
        others.add(stream);
        return stream;
    }

    /** Whether the caller's key has been revoked since the caller was identified. */
    public boolean isRevoked(ApiCaller caller) {
        return caller.key() != null && isRevoked(caller.key());
    }

    void endRevoked() {
        open.forEach((key, streams) -> {
            if (isRevoked(key)) {
                streams.forEach(Stream::end);
            }
        });
    }

    private boolean isRevoked(String key) {
        return !key.equals(NO_KEY) && keys.known(key).isEmpty();
    }

    /** One open stream or socket. */
    public static final class Stream implements AutoCloseable {
        private final Set<Stream> others;
        private final Runnable onRevoked;
        private volatile boolean revoked;

        private Stream(Set<Stream> others, Runnable onRevoked) {
            this.others = others;
            this.onRevoked = onRevoked;
        }

        /**
         * Checks that the stream may go on.
         *
         * @throws ApiFailure 401 when its caller's key has been revoked
         */
        public void check() {
            if (revoked) {
                throw ApiFailure.unauthorized("this API key has been revoked");
            }
        }

        private void end() {
            revoked = true;
            close();
            onRevoked.run();
        }

        @Override
        public void close() {
            others.remove(this);
        }
    }
}
