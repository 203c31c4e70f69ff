package dev.penstock.service.completions;

import dev.penstock.activities.completion.LiveCall;
import dev.penstock.contracts.Usage;
import dev.penstock.contracts.completion.CompletionResult;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A completion that a caller waits for. The result comes from memory when this process makes the call, else from the workflow. */
final class PendingCompletion implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PendingCompletion.class);

    /** After this time the workflow is watched, too: the completion may have been cancelled, or be called by another process. */
    private static final Duration WATCH_DELAY = Duration.ofSeconds(3);

    /** Time for a call that ended at its timeout to be reported. */
    private static final Duration REPORT_MARGIN = Duration.ofSeconds(5);

    private final LiveCall call;
    private final @Nullable WatchedWorkflow workflow;
    private final String id;
    private final long end;
    private final boolean continuesWithoutCaller;
    private final Runnable onClose;
    private final long since = System.nanoTime();
    private boolean watched;

    /**
     * @param workflow null if the completion has none
     * @param continuesWithoutCaller whether the completion continues when its caller leaves, because the caller may repeat the request
     */
    PendingCompletion(
            LiveCall call,
            @Nullable WatchedWorkflow workflow,
            String id,
            Duration timeout,
            boolean continuesWithoutCaller,
            Runnable onClose) {
        this.call = call;
        this.workflow = workflow;
        this.id = id;
        this.continuesWithoutCaller = continuesWithoutCaller;
        this.onClose = onClose;
        end = since + timeout.plus(REPORT_MARGIN).toNanos();
    }

    String id() {
        return id;
    }

    /** Waits for the result, which may be a failure. */
    CompletionResult await() {
        while (true) {
            Optional<CompletionResult> result = await(Duration.ofHours(1));
            if (result.isPresent()) {
                return result.get();
            }
        }
    }

    /** Waits for the result for at most this time; empty when there is none yet. */
    Optional<CompletionResult> await(Duration atMost) {
        long until = Math.min(System.nanoTime() + atMost.toNanos(), end);
        try {
            while (true) {
                long now = System.nanoTime();
                long wait = isWatched() ? until - now : Math.min(until - now, since + WATCH_DELAY.toNanos() - now);
                try {
                    return Optional.of(call.answer().get(Math.max(0, wait), TimeUnit.NANOSECONDS));
                } catch (TimeoutException e) {
                    if (System.nanoTime() - end >= 0) {
                        leave();
                        return Optional.of(failed("request_timeout", "no answer arrived within the time limit"));
                    }
                    if (System.nanoTime() - since - WATCH_DELAY.toNanos() >= 0) {
                        watch();
                    }
                    if (System.nanoTime() - until >= 0) {
                        return Optional.empty();
                    }
                }
            }
        } catch (CancellationException e) {
            return Optional.of(failed("cancelled", "the completion was cancelled"));
        } catch (ExecutionException e) {
            log.debug("Completion {} failed", id, e);
            return Optional.of(failed("failed", "the completion failed or was cancelled"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            leave();
            return Optional.of(failed("stopping", "the server is shutting down"));
        }
    }

    /** Runs an action when the completion has been answered or has failed. */
    void onEnd(Runnable action) {
        boolean unused =
                call.answer().whenComplete((result, failure) -> action.run()).isDone();
    }

    /** Stops waiting, and cancels the completion unless it goes on alone. */
    void leave() {
        if (call.answer().isDone() || continuesWithoutCaller) {
            return;
        }
        call.leave();
        if (workflow != null) {
            workflow.cancel();
        }
    }

    @Override
    public void close() {
        if (call.answer().isDone()) {
            onClose.run();
        } else {
            onEnd(onClose);
        }
    }

    /** Watches the workflow, too, for a completion that is cancelled, or called by another process. */
    void watch() {
        if (workflow != null && !watched) {
            watched = true;
            workflow.watch(call, WATCH_DELAY, end);
        }
    }

    private boolean isWatched() {
        return workflow == null || watched;
    }

    private static CompletionResult failed(String code, String message) {
        String body = CompletionCall.JSON
                .createObjectNode()
                .set(
                        "error",
                        CompletionCall.JSON.createObjectNode().put("code", code).put("message", message))
                .toString();
        return new CompletionResult(0, body, null, Usage.NONE, 0, 0);
    }
}
