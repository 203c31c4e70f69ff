package dev.penstock.activities.call;

import java.util.function.LongSupplier;

/**
 * What a process remembers of refused calls.
 *
 * @param models the models that a batch may not use
 * @param first whether all of a batch's calls are refused
 * @param forms whether none of a batch's answers has the form that was asked for
 */
public record Refusals(RefusedModels models, FirstRefusals first, FirstRefusals forms) {
    /**
     * @param nanoTime the time, from any beginning
     */
    public Refusals(LongSupplier nanoTime, FirstRefusals.KeepGoing keepGoing) {
        this(
                new RefusedModels(nanoTime),
                new FirstRefusals(nanoTime, keepGoing),
                new FirstRefusals(nanoTime, keepGoing));
    }
}
