package dev.penstock.client.batch;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Runs queries in parallel, because a query without a worker blocks until its timeout. */
public final class ConcurrentQueries {
    private ConcurrentQueries() {}

    /** Applies a query to each input and returns the answers in the same order; throws the first failure once all are done. */
    public static <A, B> List<B> map(List<A> all, Function<A, B> question) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<B>> answers = all.stream()
                    .map(each -> threads.submit(() -> question.apply(each)))
                    .toList();
            return answers.stream().map(ConcurrentQueries::get).toList();
        }
    }

    private static <B> B get(Future<B> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
