package dev.penstock.store.s3.object;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends several requests at once, because each takes long and little work. */
public final class ParallelRequests {
    private static final int AT_ONCE = 16;

    private ParallelRequests() {}

    /** A request for one of many. */
    @FunctionalInterface
    public interface Request<T, R> {
        R send(T of) throws IOException;
    }

    /** Returns the answers in the order of what they are about; a few requests are under way at any time. */
    public static <T, R> List<R> all(List<T> of, Request<T, R> request) throws IOException {
        List<R> answers = new ArrayList<>(of.size());
        if (of.size() == 1) {
            answers.add(request.send(of.getFirst()));
            return answers;
        }
        for (int from = 0; from < of.size(); from += AT_ONCE) {
            answers.addAll(atOnce(of.subList(from, Math.min(of.size(), from + AT_ONCE)), request));
        }
        return answers;
    }

    private static <T, R> List<R> atOnce(List<T> of, Request<T, R> request) throws IOException {
        List<R> answers = new ArrayList<>(of.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<R>> sent = new ArrayList<>(of.size());
            of.forEach(each -> sent.add(threads.submit(() -> request.send(each))));
            for (Future<R> answer : sent) {
                answers.add(answer.get());
            }
            return answers;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case UncheckedIOException failure -> throw new IOException(failure.getMessage(), failure);
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading", e);
        }
    }
}
