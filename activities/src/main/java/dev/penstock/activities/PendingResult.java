package dev.penstock.activities;

import dev.penstock.store.StoreUnavailableException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Results that are being appended to the result log, at most some hundreds at a time. */
public final class PendingResult {
    private static final int IN_FLIGHT = 500;

    private final Deque<CompletableFuture<Void>> appends = new ArrayDeque<>();

    /**
     * Adds an append under way; waits for the earliest one when too many are under way.
     *
     * @throws StoreUnavailableException if the store had no room for an earlier result
     */
    public void add(CompletableFuture<Void> append) {
        appends.add(append);
        if (appends.size() >= IN_FLIGHT) {
            await(appends.remove());
        }
    }

    /** Waits until all added results are durable. */
    public void awaitAll() {
        while (!appends.isEmpty()) {
            await(appends.remove());
        }
    }

    private static void await(CompletableFuture<Void> append) {
        try {
            append.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
