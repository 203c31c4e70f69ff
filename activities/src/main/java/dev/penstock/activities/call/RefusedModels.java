package dev.penstock.activities.call;

import dev.penstock.contracts.BatchId;
import dev.penstock.providers.Outcome;
import dev.penstock.store.Result;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * Remembers the models that a provider does not let a batch use, so that not all of a batch's requests are called to be
 * refused. Each batch has its own memory, because one batch's requests must not stop those of others.
 */
public final class RefusedModels {
    /** The refusals in a row after which a model's requests are not called. */
    static final int ENOUGH = 3;
    /** How long they are not called; somebody may give the account the model meanwhile. */
    static final Duration PAUSE = Duration.ofSeconds(60);

    private static final int MOST_REMEMBERED = 10_000;

    private final LongSupplier nanoTime;
    private final ConcurrentMap<Model, Refusals> refused = new ConcurrentHashMap<>();

    /** A model as one batch asks for it. */
    record Model(BatchId batch, String pool, String url, String name) {}

    private record Refusals(int inARow, long lastAt) {}

    public RefusedModels(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Returns the error of a request that need not be called; empty if it is to be called. The error is without the provider's
     * words, which may name its account and would be repeated in every request of the batch.
     */
    Optional<Result.Error> find(Model model) {
        return Optional.ofNullable(refused.get(model))
                .filter(refusals -> refusals.inARow >= ENOUGH)
                .filter(refusals -> nanoTime.getAsLong() - refusals.lastAt < PAUSE.toNanos())
                .map(refusals -> new Result.Error(
                        Outcome.Refused.NOT_ALLOWED,
                        "not called, because pool %s refused model '%s' %d times in a row; the errors of the calls say why"
                                .formatted(model.pool, model.name, refusals.inARow)));
    }

    /** Notes how a call of the model ended. */
    void ended(Model model, Result result) {
        Result.Error error = result.error();
        if (error == null || !error.code().equals(Outcome.Refused.NOT_ALLOWED)) {
            refused.remove(model);
            return;
        }
        if (refused.size() >= MOST_REMEMBERED) {
            refused.clear();
        }
        Refusals unused = refused.merge(
                model,
                new Refusals(1, nanoTime.getAsLong()),
                (before, latest) -> new Refusals(before.inARow + 1, latest.lastAt));
    }
}
