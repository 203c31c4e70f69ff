package dev.penstock.service.callers;

import dev.penstock.service.BodyLimits;
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
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/**
 * The streams and sockets that are open: limited for each caller, sockets also all together because each may hold a message
 * that has not ended, and ended when the caller's key is revoked.
 */
@Singleton
public final class OpenStreams implements ApplicationEventListener<ServerStartupEvent> {
    private static final int LIMIT = 200;
    private static final int SOCKETS_OF_KEY = 16;
    private static final String NO_KEY = "";
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    private final KeyRing keys;
    private final @Nullable TaskScheduler scheduler;
    private final ConcurrentMap<String, Set<Stream>> open = new ConcurrentHashMap<>();
    private final int mostSockets = (int)
            Math.max(SOCKETS_OF_KEY, Runtime.getRuntime().maxMemory() / BodyLimits.HEAP_PART / BodyLimits.MESSAGE);
    private final Semaphore sockets = new Semaphore(mostSockets);

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
        return add(othersOf(caller), onRevoked, false);
    }

    /**
     * Registers a WebSocket until it is closed.
     *
     * @param onRevoked ends the socket; called when the caller's key has been revoked
     * @throws ApiFailure 429 when the caller has too many sockets open, or all callers together
     */
    public Stream openSocket(ApiCaller caller, Runnable onRevoked) {
        Set<Stream> others = othersOf(caller);
        long ofKey = others.stream().filter(stream -> stream.isSocket).count();
        if ((caller.key() != null && ofKey >= SOCKETS_OF_KEY) || !sockets.tryAcquire()) {
            throw tooMany("a key may have at most %d sockets open, and all together %d"
                    .formatted(SOCKETS_OF_KEY, mostSockets));
        }
        return add(others, onRevoked, true);
    }

    /**
     * Returns a body that has a place from its subscription to its end: that of an answer to HEAD is never subscribed.
     *
     * @throws ApiFailure 429 when the caller has too many streams open
     */
    public <T> Publisher<T> during(ApiCaller caller, Function<Stream, Publisher<T>> body) {
        Set<Stream> unused = othersOf(caller);
        return Flux.using(() -> open(caller, () -> {}), body, Stream::close);
    }

    private Set<Stream> othersOf(ApiCaller caller) {
        String key = caller.key() == null ? NO_KEY : caller.key();
        Set<Stream> others = open.computeIfAbsent(key, unused -> ConcurrentHashMap.newKeySet());
        if (others.size() >= LIMIT) {
            throw tooMany("a caller may have at most %d streams and sockets open at the same time".formatted(LIMIT));
        }
        return others;
    }

    private Stream add(Set<Stream> others, Runnable onRevoked, boolean isSocket) {
        Stream stream = new Stream(others, onRevoked, isSocket);
        others.add(stream);
        return stream;
    }

    private static ApiFailure tooMany(String why) {
        return ApiFailure.later(HttpStatus.TOO_MANY_REQUESTS, why, "too_many_streams", Duration.ofSeconds(5));
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
    public final class Stream implements AutoCloseable {
        private final Set<Stream> others;
        private final Runnable onRevoked;
        private final boolean isSocket;
        private volatile boolean revoked;

        private Stream(Set<Stream> others, Runnable onRevoked, boolean isSocket) {
            this.isSocket = isSocket;
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
            if (others.remove(this) && isSocket) {
                sockets.release();
            }
        }
    }
}
