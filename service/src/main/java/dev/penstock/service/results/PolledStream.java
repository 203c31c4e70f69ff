package dev.penstock.service.results;

import dev.penstock.service.callers.OpenStreams;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A stream that polls its source on a virtual thread, no faster than its subscriber reads. Polling stops when the
 * subscriber cancels.
 */
public final class PolledStream {
    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();
    private static final Scheduler SCHEDULER = Schedulers.fromExecutorService(THREADS);

    private PolledStream() {}

    /**
     * Returns a stream of the elements that a source gives when polled.
     *
     * @param stream the place among its caller's open streams, whose revocation breaks this off
     * @param turn polls the source and returns quickly: empty at the end, an empty list when nothing is new
     */
    public static <T> Publisher<T> of(OpenStreams.Stream stream, Callable<Optional<List<T>>> turn) {
        return Flux.<List<T>>generate(sink -> {
                    try {
                        stream.check();
                        turn.call().ifPresentOrElse(sink::next, sink::complete);
                    } catch (Exception e) {
                        sink.error(e);
                    }
                })
                // Prefetches one list only, because lists are held in memory until the subscriber has taken them.
                .concatMapIterable(some -> some, 1)
                .subscribeOn(SCHEDULER);
    }
}
