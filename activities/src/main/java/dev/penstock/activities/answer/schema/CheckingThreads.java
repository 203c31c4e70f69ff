package dev.penstock.activities.answer.schema;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The few threads that check answers. Others' schemas may keep a processor busy for a while; on virtual threads a few checks would
 * hold up all other virtual threads of this process.
 */
final class CheckingThreads {
    private static final ExecutorService THREADS = Executors.newFixedThreadPool(
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
            Thread.ofPlatform().daemon().name("schema-check-", 0).factory());

    private CheckingThreads() {}

    /**
     * Waits for a check.
     *
     * @throws CancellationException if this thread is interrupted; it stays so
     */
    static <T> T run(Callable<T> check) throws ExecutionException {
        Future<T> running = THREADS.submit(check);
        try {
            return running.get();
        } catch (InterruptedException e) {
            running.cancel(true);
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException("the check was interrupted");
            cancelled.initCause(e);
            throw cancelled;
        }
    }
}
