package dev.penstock.service;

import io.grpc.Context;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * What is asked of Temporal for somebody who waits: its client goes on for a minute where it does not answer, and a caller
 * is better told to come back.
 */
public final class Promptly {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final ScheduledThreadPoolExecutor CLOCK = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("promptly").factory());

    static {
        // Nearly every call is over long before.
        CLOCK.setRemoveOnCancelPolicy(true);
    }

    private Promptly() {}

    /** Throws what the call throws when Temporal does not answer, only sooner. */
    public static void run(Runnable call) {
        try (Context.CancellableContext context =
                Context.current().withDeadlineAfter(LIMIT.toMillis(), TimeUnit.MILLISECONDS, CLOCK)) {
            context.run(call);
        }
    }
}
