package dev.penstock.activities.llm;

import dev.penstock.store.Result;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What happens to a request after an outcome; {@link RetryRule} decides. */
sealed interface Next {
    /** It has its result: an answer, or a dead letter when there is an error. */
    record Done(Result.@Nullable Response response, Result.@Nullable Error error) implements Next {}

    /**
     * It is called again.
     *
     * @param faults those it has met; 0 = it was only throttled, which never counts
     * @param atLeast what the provider asked to be left in peace for
     */
    record Again(int faults, Duration atLeast) implements Next {}

    /** It is kept until a person acts. */
    record Hold(String because) implements Next {}
}
