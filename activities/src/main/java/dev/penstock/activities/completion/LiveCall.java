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

/**
 * A completion that a caller in this process waits for. The caller gets the answer before it is written to Temporal's
 * history.
 */
public final class LiveCall {
    private final CompletableFuture<CompletionResult> answer = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final long since = System.nanoTime();
    private final @Nullable TokenSink sink;
    private final boolean isOperators;
    private @Nullable CompletableFuture<CompletionResult> latest;
    private @Nullable Thread caller;
    private volatile boolean begun;
    private volatile boolean left;

    /**
     * @param sink receives the answer as it comes; null if the caller wants only the whole answer
     */
    public LiveCall(@Nullable TokenSink sink) {
        this(sink, false);
    }

    private LiveCall(@Nullable TokenSink sink, boolean isOperators) {
        this.sink = sink;
        this.isOperators = isOperators;
    }

    /** Creates the call of an operator, who asks in the process that has the provider's key, and may read all that the provider says. */
    public static LiveCall ofOperator(@Nullable TokenSink sink) {
        return new LiveCall(sink, true);
    }

    /**
     * Returns the answer's future, which is cancelled when the caller has left; other code may complete it from the
     * workflow's result.
     */
    public CompletableFuture<CompletionResult> answer() {
        return answer;
    }

    /** Returns whether this process has begun the call. */
    public boolean hasBegun() {
        return begun;
    }

    /** Records that the caller has left: ends the call under way, and lets no call begin from now on. */
    public void leave() {
        lock.lock();
        try {
            left = true;
            if (caller != null) {
                // The interrupted virtual thread closes the connection.
                caller.interrupt();
            }
        } finally {
            lock.unlock();
        }
        boolean unused = answer.cancel(false);
    }

    boolean isOperators() {
        return isOperators;
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

    /** Makes the call unless it was begun before; a lost workflow task may repeat the activity while its call goes on. */
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
        } catch (Error e) {
            // No other attempt can be counted on.
            mine.completeExceptionally(e);
            answer.completeExceptionally(e);
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
            // The interrupt was meant for the call.
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

    /** Returns the result for a caller who has left; it is no failure, because callers leave all the time. */
    static CompletionResult left() {
        String body =
                "{\"error\":{\"code\":\"caller_left\",\"message\":\"the caller no longer waits for the answer\"}}";
        return new CompletionResult(CompletionResult.CALLER_LEFT, body, null, Usage.NONE, 0, 0);
    }
}
