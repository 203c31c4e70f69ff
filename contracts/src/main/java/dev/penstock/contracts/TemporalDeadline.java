package dev.penstock.contracts;

import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how long a caller waits for Temporal. Without a bound, Temporal's client repeats a call for a minute while the
 * server does not answer, and waits for ever for an update that no worker takes.
 */
public final class TemporalDeadline {
    private static final ScheduledThreadPoolExecutor CLOCK = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("temporal-deadline").factory());

    static {
        // Nearly every call is over long before its deadline.
        CLOCK.setRemoveOnCancelPolicy(true);
    }

    private TemporalDeadline() {}

    /**
     * Runs a call to Temporal, and abandons the call when the time is up.
     *
     * @throws StatusRuntimeException with {@code DEADLINE_EXCEEDED} when the time is up, with {@code CANCELLED} when the
     *     caller is interrupted
     * @throws RuntimeException what the call throws; near the deadline this may be the Temporal client's own exception
     */
    public static <T extends @Nullable Object> T within(Duration limit, Supplier<T> call) {
        Context.CancellableContext context =
                Context.current().withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS, CLOCK);
        CompletableFuture<T> answer =
                CompletableFuture.supplyAsync(call, task -> Thread.startVirtualThread(context.wrap(task)));
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw Status.DEADLINE_EXCEEDED
                    .withDescription("no answer within %d ms".formatted(limit.toMillis()))
                    .asRuntimeException();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Status.CANCELLED
                    .withDescription("interrupted while waiting for Temporal")
                    .asRuntimeException();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            context.cancel(null);
        }
    }

    /** Runs a call to Temporal that returns nothing, as {@link #within(Duration, Supplier)} does. */
    public static void within(Duration limit, Runnable call) {
        boolean unused = within(limit, () -> {
            call.run();
            return true;
        });
    }
}
