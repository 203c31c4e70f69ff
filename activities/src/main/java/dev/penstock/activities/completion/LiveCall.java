package dev.penstock.activities.completion;

import dev.penstock.contracts.Usage;
import dev.penstock.contracts.completion.CompletionResult;
import dev.penstock.providers.TokenSink;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A completion that somebody in this process waits for; whoever waits gets the answer before it is written down. */
public final class LiveCall {
    private final CompletableFuture<CompletionResult> answer = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final long since = System.nanoTime();
    private final @Nullable TokenSink sink;
    private @Nullable CompletableFuture<CompletionResult> latest;
    private @Nullable Thread caller;
    private volatile boolean begun;
    private volatile boolean left;

    /**
     * @param sink null when only the whole answer is wanted
     */
    public LiveCall(@Nullable TokenSink sink) {
        this.sink = sink;
    }

    /** Cancelled when the caller has left; whoever watches the workflow may complete it too. */
    public CompletableFuture<CompletionResult> answer() {
        return answer;
    }

    /** Whether this process makes the call, or has made it. */
    public boolean hasBegun() {
        return begun;
    }

    /** Nobody waits any more: ends the call under way, and makes none from now on. */
    public void leave() {
        lock.lock();
        try {
            left = true;
            if (caller != null) {
                // Its virtual thread hangs up the connection.
                caller.interrupt();
            }
        } finally {
            lock.unlock();
        }
        boolean unused = answer.cancel(false);
    }

    boolean hasLeft() {
        return left;
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    Optional<TokenSink> sink() {
        return Optional.ofNullable(sink);
    }

    /** Makes it, unless it is being made or has been: a workflow task that got lost comes again while its call goes on. */
    CompletionResult make(Supplier<CompletionResult> call) {
        CompletableFuture<CompletionResult> mine = new CompletableFuture<>();
        CompletableFuture<CompletionResult> latestOne = begin(mine);
        if (left) {
            return left();
        }
        if (!latestOne.equals(mine)) {
            return join(latestOne);
        }
        try {
            CompletionResult result = call.get();
            mine.complete(result);
            answer.complete(result);
            return result;
        } catch (RuntimeException e) {
            if (left) {
                return left();
            }
            mine.completeExceptionally(e);
            throw e;
        } finally {
            end();
        }
    }

    private CompletableFuture<CompletionResult> begin(CompletableFuture<CompletionResult> mine) {
        lock.lock();
        try {
            if (!left && (latest == null || latest.isCompletedExceptionally())) {
                latest = mine;
                caller = Thread.currentThread();
                begun = true;
            }
            return latest == null ? mine : latest;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            caller = null;
            // It was meant for the call.
            boolean unused = left && Thread.interrupted();
        } finally {
            lock.unlock();
        }
    }

    private static CompletionResult join(CompletableFuture<CompletionResult> other) {
        try {
            return other.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** No failure: callers leave all day, and nobody has to hear of it. */
    static CompletionResult left() {
        String body = "{\"error\":{\"code\":\"caller_left\",\"message\":\"nobody waits for the answer any more\"}}";
        return new CompletionResult(CompletionResult.CALLER_LEFT, body, null, Usage.NONE, 0, 0);
    }
}
