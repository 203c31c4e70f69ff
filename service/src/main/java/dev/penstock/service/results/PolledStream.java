package dev.penstock.service.results;

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
 * A stream whose source has to be asked again and again, on a virtual thread, and only as fast as its reader reads.
 * When the reader hangs up, the source is not asked any more.
 */
public final class PolledStream {
    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();
    private static final Scheduler SCHEDULER = Schedulers.fromExecutorService(THREADS);

    private PolledStream() {}

    /**
     * @param turn takes a moment at most; empty at the end, an empty list when there is nothing just now
     */
    public static <T> Publisher<T> of(Callable<Optional<List<T>>> turn) {
        return Flux.<List<T>>generate(sink -> {
                    try {
                        turn.call().ifPresentOrElse(sink::next, sink::complete);
                    } catch (Exception e) {
                        sink.error(e);
                    }
                })
                // One ahead only: what is read is kept until the reader has taken it.
                .concatMapIterable(some -> some, 1)
                .subscribeOn(SCHEDULER);
    }
}
