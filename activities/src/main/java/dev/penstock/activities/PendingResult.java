package dev.penstock.activities;

import dev.penstock.store.StoreFullException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Results on their way to the log, some hundreds at a time. */
public final class PendingResult {
    private static final int IN_FLIGHT = 500;

    private final Deque<CompletableFuture<Void>> appends = new ArrayDeque<>();

    /**
     * @throws StoreFullException when there was no room for an earlier one
     */
    public void add(CompletableFuture<Void> append) {
        appends.add(append);
        if (appends.size() >= IN_FLIGHT) {
            await(appends.remove());
        }
    }

    /** All of them are durable when this returns. */
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
