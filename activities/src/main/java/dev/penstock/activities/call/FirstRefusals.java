package dev.penstock.activities.call;

import dev.penstock.contracts.BatchId;
import dev.penstock.providers.Outcome;
import dev.penstock.store.Result;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * Finds out when a provider refuses all calls of a batch alike: nothing is to be gained from calling the rest. That shows in the
 * first calls, before any was answered; afterwards a refusal is most likely about its request. Each batch has its own count,
 * because one batch's requests must not stop those of others.
 */
public final class FirstRefusals {
    /** The equal refusals in a row that are enough when they may concern all calls: the address, the account, the model, a page. */
    static final int ENOUGH = 3;

    /** The equal refusals in a row that are enough when each says that its request is wrong. */
    static final int ENOUGH_OF_REQUESTS = 10;

    /** The equal refusals in a row that are enough when the provider has answered calls of the batch before. */
    static final int ENOUGH_AFTER_ANSWERS = 20;

    /** How long after such a row a refusal is one of it; somebody may have changed the account meanwhile. */
    static final Duration PAUSE = Duration.ofSeconds(60);

    private static final int MOST_REMEMBERED = 10_000;

    private final LongSupplier nanoTime;
    private final KeepGoing keepGoing;
    private final ConcurrentMap<Calls, Row> rows = new ConcurrentHashMap<>();

    /** What a batch does although the provider refuses its first calls alike; asked only when they are enough. */
    @FunctionalInterface
    public interface KeepGoing {
        /**
         * Returns whether a batch goes on.
         *
         * @param isAboutRequests whether each refusal says that its request is wrong
         */
        boolean goesOn(BatchId batch, boolean isAboutRequests);
    }

    /** A batch's calls to one pool. */
    private record Calls(BatchId batch, String pool) {}

    /** Equal refusals, one after another. */
    private record Row(boolean isAnswered, String kind, int length, long lastAt) {
        private Row next(String newKind, long now) {
            boolean isOver = length >= ENOUGH && now - lastAt >= PAUSE.toNanos();
            return new Row(isAnswered, newKind, kind.equals(newKind) && !isOver ? length + 1 : 1, now);
        }
    }

    public FirstRefusals(LongSupplier nanoTime, KeepGoing keepGoing) {
        this.nanoTime = nanoTime;
        this.keepGoing = keepGoing;
    }

    /** Notes that the provider has answered a call of the batch. */
    public void answered(BatchId batch, String pool) {
        forgetSome();
        rows.put(new Calls(batch, pool), new Row(true, "", 0, nanoTime.getAsLong()));
    }

    /** Notes the last call of a request, and returns whether the batch is to be held because it was one too many in vain. */
    boolean isOneTooMany(BatchId batch, String pool, Outcome last) {
        return switch (last) {
            case Outcome.Answered answered -> {
                answered(batch, pool);
                yield false;
            }
            case Outcome.Refused refused ->
                isOneTooMany(
                        batch,
                        pool,
                        refused.error(),
                        !refused.mayConcernAll() && !refused.error().code().equals(Outcome.Refused.NOT_ALLOWED));
            // What is too long to be read is about its request; a token limit that is too low is mostly that of all.
            case Outcome.Unusable unusable ->
                (unusable.retries() > 0 || unusable.error().code().equals(Outcome.Unusable.EMPTY))
                        && isOneTooMany(batch, pool, unusable.error(), false);
            // These say nothing about requests, and have their own ways to stop a pool.
            case Outcome.Lost lost -> false;
            case Outcome.Throttled throttled -> false;
            case Outcome.Blocked blocked -> false;
        };
    }

    /**
     * Notes an answer that has not the form asked for, and returns whether the batch is to be held because none had: then the
     * model does not keep to the form, and each request would be paid for several times. The reasons may differ.
     */
    boolean isOneTooManyWithoutForm(BatchId batch, String pool, Outcome.Unusable wrong) {
        return isOneTooMany(batch, pool, new Result.Error(wrong.error().code(), ""), true);
    }

    private boolean isOneTooMany(BatchId batch, String pool, Result.Error error, boolean isAboutRequests) {
        forgetSome();
        long now = nanoTime.getAsLong();
        String kind = kind(error);
        Row row = rows.compute(
                new Calls(batch, pool),
                (any, before) -> before == null ? new Row(false, kind, 1, now) : before.next(kind, now));
        return row.length >= enough(row.isAnswered, isAboutRequests) && !keepGoing.goesOn(batch, isAboutRequests);
    }

    private static int enough(boolean isAnswered, boolean isAboutRequests) {
        if (isAnswered) {
            return isAboutRequests ? Integer.MAX_VALUE : ENOUGH_AFTER_ANSWERS;
        }
        return isAboutRequests ? ENOUGH_OF_REQUESTS : ENOUGH;
    }

    private void forgetSome() {
        if (rows.size() >= MOST_REMEMBERED) {
            rows.clear();
        }
    }

    /** Returns what refusals for the same reason have in common; their messages may name a number of tokens or an id. */
    private static String kind(Result.Error error) {
        return error.code() + ": " + error.message().replaceAll("\\d+", "0");
    }
}
