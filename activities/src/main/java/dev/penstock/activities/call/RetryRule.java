package dev.penstock.activities.call;

import dev.penstock.contracts.pool.AccountRejection;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.Outcome.Answered;
import dev.penstock.providers.Outcome.Blocked;
import dev.penstock.providers.Outcome.Lost;
import dev.penstock.providers.Outcome.Refused;
import dev.penstock.providers.Outcome.Throttled;
import dev.penstock.providers.Outcome.Unusable;
import dev.penstock.store.KeepGoingMark;
import dev.penstock.store.Result;
import dev.penstock.store.ShardLog.Calls;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Decides what happens to a request after an outcome; the only place that does. */
public final class RetryRule {
    /** The calls after the first one that faults may cost a request. */
    public static final int RETRIES = 5;

    /** The shortest delay, because Temporal takes zero for "don't retry". */
    public static final Duration MIN_DELAY = Duration.ofMillis(1);

    /** Where every call of a model gets a 429 for so long, the quota is zero or used up for the day. */
    static final Duration LONGEST_THROTTLING = Duration.ofMinutes(10);

    /** How long a batch whose model has no quota is held where the provider does not say when there is some again. */
    static final Duration UNTIL_NEXT_TRY = Duration.ofMinutes(10);

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration MAX_DELAY = Duration.ofSeconds(60);

    private RetryRule() {}

    /**
     * Decides what happens to a request.
     *
     * @param earlier the request's calls before; throttling is no fault
     */
    static RetryDecision after(Outcome outcome, Calls earlier, String pool) {
        int faultsBefore = earlier.lost();
        return switch (outcome) {
            case Answered answered -> new RetryDecision.Done(answered.response(), null);
            case Refused refused -> new RetryDecision.Done(refused.response(), refused.error());
            case Throttled throttled -> new RetryDecision.Again(0, orNone(throttled.retryAfter()), throttled);
            case Lost lost when faultsBefore >= RETRIES -> new RetryDecision.Done(lost.response(), lost.error());
            case Lost lost -> new RetryDecision.Again(faultsBefore + 1, orNone(lost.retryAfter()), lost);
            case Unusable unusable
            when faultsBefore >= RETRIES || likeItBefore(unusable, earlier) >= unusable.retries() ->
                new RetryDecision.Done(unusable.response(), unusable.error());
            case Unusable unusable -> new RetryDecision.Again(faultsBefore + 1, Duration.ZERO, unusable);
            case Blocked blocked -> new RetryDecision.Hold(holds(blocked, pool), blocked, false);
        };
    }

    /** Returns how many of the earlier calls count against another one that may cost: an error of the server was not paid for. */
    private static int likeItBefore(Unusable unusable, Calls earlier) {
        return unusable.mayHaveCost() ? earlier.lostOnTheWay() : earlier.lost();
    }

    /**
     * Decides what happens to a request when every call of its model got a 429 for {@link #LONGEST_THROTTLING}: its batch is
     * held, because waiting on would say nothing to anybody, until the provider has quota again by its own words, or for ten
     * minutes. The pool stays open for other models and batches.
     */
    static RetryDecision.Hold afterLongThrottling(Throttled last, String model, String pool, Instant now) {
        Blocked blocked = new Blocked(last.response(), last.error());
        Duration said = last.untilQuota();
        Duration wait = said == null || said.compareTo(UNTIL_NEXT_TRY) < 0 ? UNTIL_NEXT_TRY : said;
        Instant until = now.plus(wait).truncatedTo(ChronoUnit.SECONDS);
        return new RetryDecision.Hold(
                AccountRejection.untilNextTry(
                        "%s All calls%s have ended like this for %d minutes or longer"
                                .formatted(
                                        asSentence(holds(blocked, pool)),
                                        model.isEmpty() ? "" : " of model " + model,
                                        LONGEST_THROTTLING.toMinutes()),
                        until),
                blocked,
                false,
                until);
    }

    /**
     * Decides what happens to a request when the provider refuses all requests of its batch alike: a person has to act, as if
     * blocked.
     */
    static RetryDecision.Hold afterAllRefused(Result.Response response, Outcome.Failed last, String pool) {
        Blocked blocked = new Blocked(response, last.error());
        return new RetryDecision.Hold(
                "%s (the latest calls all ended like this; with %s the batch goes on anyway)"
                        .formatted(holds(blocked, pool), KeepGoingMark.OPTION),
                blocked,
                last.mayHaveCost());
    }

    /**
     * Decides what happens to a request when none of its batch's answers has the form that was asked for: a person decides
     * whether to pay for more of them.
     */
    static RetryDecision.Hold afterAllWithoutForm(Unusable last, String pool) {
        return new RetryDecision.Hold(
                "%d answers of pool '%s' one after another were not as asked for, the last one because: %s (with %s the batch goes on anyway)"
                        .formatted(
                                FirstRefusals.ENOUGH_OF_REQUESTS,
                                pool,
                                last.error().message(),
                                KeepGoingMark.OPTION),
                new Blocked(last.response(), last.error()),
                last.mayHaveCost());
    }

    /** Returns a sentence for people that says why nothing more is called. */
    static String holds(Blocked blocked, String pool) {
        Result.Error error = blocked.error();
        return AccountRejection.reason(
                pool, "%d %s: %s".formatted(blocked.response().statusCode(), error.code(), error.message()));
    }

    /** Returns a text with a full stop, which the words of a provider may have already. */
    private static String asSentence(String text) {
        String said = text.strip();
        return said.endsWith(".") || said.endsWith("!") || said.endsWith("?") ? said : said + ".";
    }

    /** Returns an exponential backoff with full jitter, so that requests that failed together do not return together. */
    static Duration backoff(int faults, RandomGenerator random) {
        if (faults == 0) {
            return MIN_DELAY;
        }
        long ceiling = Math.min(MAX_DELAY.toMillis(), FIRST.toMillis() << Math.min(faults - 1, 16));
        return Duration.ofMillis(random.nextLong(MIN_DELAY.toMillis(), ceiling + 1));
    }

    /**
     * Returns how long to wait before a request is called again.
     *
     * @param atLeast the shortest wait that the provider asked for
     */
    public static Duration delay(int faults, Duration atLeast) {
        Duration backoff = backoff(faults, ThreadLocalRandom.current());
        return backoff.compareTo(atLeast) > 0 ? backoff : atLeast;
    }

    private static Duration orNone(@Nullable Duration wait) {
        return wait == null ? Duration.ZERO : wait;
    }
}
