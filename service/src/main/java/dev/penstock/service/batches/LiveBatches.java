package dev.penstock.service.batches;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.BatchProgress;
import dev.penstock.service.errors.ApiFailure;
import io.grpc.StatusRuntimeException;
import io.micronaut.http.HttpStatus;
import io.temporal.client.WorkflowServiceException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Caches the state of running batches. Querying a batch means querying each of its shards, so all callers within half a
 * second share one answer, and a caller that polls gets a slightly older answer instead of waiting.
 */
@Singleton
public final class LiveBatches {
    private static final Duration FRESH_FOR = Duration.ofMillis(500);
    /** An answer younger than this is returned at once while a new query runs, so that a polling caller does not wait. */
    private static final Duration USABLE_AT_ONCE = Duration.ofSeconds(2);
    /** With an answer younger than this, a caller waits only {@link #SHORT_WAIT} for a new one. */
    private static final Duration USABLE_FOR = Duration.ofSeconds(10);

    private static final Duration SHORT_WAIT = Duration.ofMillis(20);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    private final BatchProbe probe;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final ConcurrentMap<BatchId, PendingQuery> queries = new ConcurrentHashMap<>();

    LiveBatches(BatchProbe probe) {
        this.probe = probe;
    }

    /** The state of a batch according to Temporal. */
    sealed interface Seen {
        /**
         * A batch that has not ended.
         *
         * @param progress the batch's progress; absent when no worker answered
         */
        record Going(@Nullable BatchProgress progress) implements Seen {}

        /** A batch whose workflow has ended; the refusal applies if the batch has left no summary. */
        record Over(BatchFailure refusal) implements Seen {}

        /** A batch that Temporal does not know, and that will not be started again. */
        record Unknown(BatchFailure refusal) implements Seen {}
    }

    private record Answer(Seen seen, long nanos) {
        boolean isYoungerThan(Duration age) {
            return System.nanoTime() - nanos < age.toNanos();
        }
    }

    /** The last answer for a batch, and the query under way. */
    private record PendingQuery(
            @Nullable Answer last, @Nullable CompletableFuture<Answer> next) {}

    Seen look(BatchRecord record) {
        PendingQuery now = queries.compute(
                record.id(), (id, before) -> before == null ? ask(record, null) : again(record, before));
        Answer last = now.last();
        if (last != null && (now.next() == null || last.isYoungerThan(USABLE_AT_ONCE))) {
            return last.seen();
        }
        Duration wait = last != null && last.isYoungerThan(USABLE_FOR) ? SHORT_WAIT : LONGEST_WAIT;
        try {
            Answer answer = Objects.requireNonNull(now.next()).get(wait.toMillis(), TimeUnit.MILLISECONDS);
            return answer.seen();
        } catch (TimeoutException e) {
            return last == null ? new Seen.Going(null) : last.seen();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Seen.Going(null);
        } catch (ExecutionException e) {
            return unanswered(e.getCause(), last);
        }
    }

    private static Seen unanswered(@Nullable Throwable why, @Nullable Answer last) {
        if (!(why instanceof StatusRuntimeException) && !(why instanceof WorkflowServiceException)) {
            throw new IllegalStateException(why);
        }
        if (last != null) {
            return last.seen();
        }
        throw ApiFailure.later(
                HttpStatus.SERVICE_UNAVAILABLE,
                "Temporal does not answer",
                "engine_unavailable",
                Duration.ofSeconds(5));
    }

    /** Drops what is cached for a batch, because its state has changed. */
    void forget(BatchId id) {
        queries.remove(id);
    }

    private PendingQuery again(BatchRecord record, PendingQuery before) {
        CompletableFuture<Answer> next = before.next();
        if (next != null && !next.isDone()) {
            return before;
        }
        Answer last = next != null && !next.isCompletedExceptionally() ? next.join() : before.last();
        if (last != null && last.isYoungerThan(FRESH_FOR)) {
            return new PendingQuery(last, null);
        }
        return ask(record, last);
    }

    private PendingQuery ask(BatchRecord record, @Nullable Answer last) {
        return new PendingQuery(
                last,
                CompletableFuture.supplyAsync(() -> new Answer(probe.look(record), System.nanoTime()), executor)
                        // Never on this thread, which is inside an update of the map.
                        .whenCompleteAsync(
                                (answer, failure) -> {
                                    if (answer != null && !(answer.seen() instanceof Seen.Going)) {
                                        queries.remove(record.id());
                                    }
                                },
                                executor));
    }

    @PreDestroy
    void close() {
        executor.shutdownNow();
    }
}
