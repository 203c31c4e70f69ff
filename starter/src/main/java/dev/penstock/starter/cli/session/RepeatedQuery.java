package dev.penstock.starter.cli.session;

import dev.penstock.starter.cli.output.UserError;
import io.grpc.Context;
import io.temporal.client.WorkflowQueryRejectedException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Repeats a query that Temporal rejects because the workflow's last task failed and is about to be tried again, as happens
 * for some seconds after a worker of another version has left.
 */
final class RepeatedQuery {
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** The time for which a query is repeated: longer than Temporal waits before it tries the task again the first times. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private RepeatedQuery() {}

    /**
     * Returns the answer to a query.
     *
     * @throws UserError if the workflow's task still fails after ten seconds
     */
    static <T> T answer(Supplier<T> query) {
        return answer(query, LIMIT);
    }

    static <T> T answer(Supplier<T> query, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                return query.get();
            } catch (WorkflowQueryRejectedException retried) {
                if (System.nanoTime() - end >= 0 || !pause()) {
                    throw new UserError(
                            "the workflow does not answer now, because its last task failed; Temporal tries it"
                                    + " again, and the log of the worker says why it failed");
                }
            }
        }
    }

    /** Returns whether the query is still wanted after the pause. */
    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !Context.current().isCancelled();
    }
}
