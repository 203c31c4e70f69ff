package dev.penstock.starter.cli.completion;

import dev.penstock.contracts.completion.CompletionResult;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.contracts.pool.PoolStatus;
import dev.penstock.starter.cli.output.PoolWaitLines;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waits for a completion's answer, and prints what keeps it waiting. */
final class CompletionProgress {
    /** The reason why waiting ended. */
    sealed interface End {
        record Answered(CompletionResult result) implements End {}

        /** The provider rejects the pool's account; a person has to act. */
        record Blocked(String reason) implements End {}

        /** The user asked to stop. */
        record Stopped(String signal) implements End {}
    }

    /** The completion's pool, as its governor sees it. */
    interface Pool {
        /** Returns the pool's status; empty if the governor does not respond now. */
        Optional<PoolStatus> find();

        /**
         * Asks the governor to open a blocked pool again, unless another process serves it too.
         *
         * @return whether the pool was opened
         */
        boolean tryAgain(PoolStatus blocked);
    }

    private final Duration every;
    private final Consumer<String> say;
    private @Nullable String lastPrinted;
    private boolean triedAgain;

    /**
     * @param every the time between two polls of the pool's status
     */
    CompletionProgress(Duration every, Consumer<String> say) {
        this.every = every;
        this.say = say;
    }

    End await(CompletableFuture<CompletionResult> answer, Pool pool, CompletableFuture<String> stop)
            throws InterruptedException {
        while (!isOver(answer, stop)) {
            Optional<PoolStatus> status = pool.find();
            status.ifPresent(this::printChange);
            Optional<PoolStatus> blocked = status.filter(now -> now.state() == PoolState.BLOCKED);
            // The response that blocked the pool may be this completion's own, and about to arrive.
            if (blocked.isPresent() && !isOver(answer, stop)) {
                if (triedAgain || !pool.tryAgain(blocked.get())) {
                    return new End.Blocked(String.valueOf(blocked.get().reason()));
                }
                triedAgain = true;
                say.accept("no other worker serves pool %s; trying the pool again"
                        .formatted(blocked.get().name()));
            }
        }
        return answer.isDone() ? new End.Answered(result(answer)) : new End.Stopped(stop.join());
    }

    private boolean isOver(CompletableFuture<CompletionResult> answer, CompletableFuture<String> stop)
            throws InterruptedException {
        try {
            CompletableFuture.anyOf(answer, stop).get(every.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException failed) {
            return true;
        }
    }

    /** Prints a new trouble of the pool, and a line once the pool is open again. */
    private void printChange(PoolStatus pool) {
        // While the pool is open, a 429 response may hold its calls for minutes.
        String now = pool.state() == PoolState.OPEN
                ? PoolWaitLines.of(pool, Instant.now()).orElse(null)
                : description(pool);
        if (now != null && !now.equals(lastPrinted)) {
            say.accept(now);
        } else if (now == null && lastPrinted != null) {
            say.accept("pool " + pool.name() + " is open again");
        }
        lastPrinted = now;
    }

    private static String description(PoolStatus pool) {
        return "pool %s: %s%s%s"
                .formatted(
                        pool.name(),
                        pool.state().name().toLowerCase(Locale.ROOT),
                        pool.reason() == null ? "" : ", " + pool.reason(),
                        pool.state() == PoolState.PAUSED
                                ? "; waiting for `penstock pool resume %s` (Ctrl-C stops waiting)"
                                        .formatted(pool.name())
                                : "");
    }

    private static CompletionResult result(CompletableFuture<CompletionResult> answer) {
        try {
            return answer.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }
}
