package dev.penstock.limits.rate;

import dev.penstock.limits.PerMinuteLimits;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides when the next call of one model may start, as far as limits of this model alone matter.
 *
 * <p>The calls of the last minute are recorded without limits too, so that limits that are announced later know of them.
 */
public final class ModelAdmission {
    private static final double HALF_A_SECOND_IN_MINUTES = 0.5 / 60;

    private static final int MOST_SOON = 1_000;
    private static final double WEIGHT_OF_NEWEST_ESTIMATE = 0.05;

    /** How many tasks may be fetched to find the first one of a model: more than batches usually have in the queue. */
    private static final int MOST_LOOKS = 500;

    private static final long LONG_AGO = Long.MIN_VALUE / 2;

    private final PerMinuteQuotas quotas;
    private final ThrottlePause pause;
    private final UseMeter use = new UseMeter();
    private @Nullable ModelLimits limits;
    /** The average tokens that a call is estimated to use; 0 = no call came yet. */
    private double tokensPerCall;

    private double inputPerCall;
    private double outputPerCall;

    private int inFlight;
    private long admitted;
    private long admittedAt = LONG_AGO;
    private long expectedAt = LONG_AGO;
    private long pausesPoolUntil = LONG_AGO;
    private int looksLeft;

    ModelAdmission(RandomGenerator random, long now) {
        quotas = new PerMinuteQuotas(PerMinuteLimits.NONE, true, now);
        pause = new ThrottlePause(random);
    }

    /**
     * Sets the limits of the model.
     *
     * @param newLimits null = none of its own
     */
    void setLimits(@Nullable ModelLimits newLimits, boolean strict, long now) {
        limits = newLimits;
        use.setLimit(newLimits == null ? null : newLimits.totalLimit());
        if (newLimits == null) {
            quotas.setLimits(PerMinuteLimits.NONE, strict, now);
        } else if (!newLimits.admitNone()) {
            quotas.setLimits(newLimits.perMinute(), strict, now);
        }
    }

    /** Returns the limits of the model; null if it has none of its own. */
    @Nullable
    ModelLimits limits() {
        return limits;
    }

    /** Returns when a call may start, which is {@code now} or later, or {@link AdmissionControl#NEVER}. */
    long earliest(CallTokens call, long now) {
        if (limits == null) {
            return now;
        }
        return limits.admitNone() || !use.admits(call.total()) ? AdmissionControl.NEVER : earliestByRates(call, now);
    }

    /** Returns when a call may start as far as rates and pauses matter, and not what is left of an hour or a day. */
    long earliestByRates(CallTokens call, long now) {
        return Math.max(pause.earliest(now), quotas.earliest(call, now));
    }

    /** Returns how many calls the limits of the model admit in half a second, at least one if they admit any. */
    int callsInHalfASecond() {
        return (int) Math.min(MOST_SOON, Math.ceil(callsPerMinute() * HALF_A_SECOND_IN_MINUTES));
    }

    /** Returns how many calls of average size the limits of the model admit in a minute; infinity if they limit none. */
    double callsPerMinute() {
        if (limits == null) {
            return Double.POSITIVE_INFINITY;
        }
        return limits.admitNone() ? 0 : limits.perMinute().calls(tokensPerCall, inputPerCall, outputPerCall);
    }

    /** Returns the average tokens that a call is estimated to use; none = no call came yet. */
    CallTokens averageCall() {
        return new CallTokens((long) tokensPerCall, (long) inputPerCall, (long) outputPerCall);
    }

    /** Notes the tokens that a call is estimated to use, when it comes. */
    void estimated(CallTokens call) {
        double weight = tokensPerCall == 0 ? 1 : WEIGHT_OF_NEWEST_ESTIMATE;
        tokensPerCall += weight * (Math.max(1, call.total()) - tokensPerCall);
        inputPerCall += weight * (call.input() - inputPerCall);
        outputPerCall += weight * (call.output() - outputPerCall);
    }

    /** Notes that calls of the model will come. */
    void expect(long now) {
        expectedAt = now;
        looksLeft = MOST_LOOKS;
    }

    /** Notes that a task was fetched that may be the first one of this model. */
    void looked() {
        looksLeft--;
    }

    /** Returns when calls were expected of which none was admitted yet; long ago if there are none such, or none was found. */
    long expectedAt() {
        return expectedAt > admittedAt && looksLeft > 0 ? expectedAt : LONG_AGO;
    }

    /** Returns when the latest call was admitted. */
    long admittedAt() {
        return admittedAt;
    }

    PerMinuteQuotas.Place take(CallTokens call, long now) {
        inFlight++;
        admitted++;
        admittedAt = now;
        estimated(call);
        pause.released();
        use.started(call.total());
        return quotas.take(call, now);
    }

    void ended(CallTokens call) {
        use.ended(call.total());
        inFlight--;
    }

    void answered(long admittedAt) {
        pause.answered(admittedAt);
    }

    void throttled(long admittedAt, long retryAfter, int width, long now) {
        pause.throttled(admittedAt, retryAfter, width, now);
    }

    /** Notes a 429 for this model that is not due to calls of other workers. */
    void throttledAlone(long now) {
        quotas.throttled(now);
    }

    /** Notes that a 429 for this model pauses the pool. */
    void pausesPool(long until) {
        pausesPoolUntil = until;
    }

    /** Returns whether calls are under way, or a 429 is not over yet. */
    boolean isInUse(long now) {
        return inFlight > 0 || pause.until() > now || pausesPoolUntil > now;
    }

    /** Takes over a pause that began before the model had limits of its own. */
    void inherit(ThrottlePause ofPool, long now) {
        ofPool.moveTo(pause, now);
    }

    void settle(PerMinuteQuotas.Place place, CallTokens difference, long now) {
        quotas.settle(place, difference, now);
        use.settle(difference.total());
    }

    ModelStatus status(String model, int waiting, long largestWaiting, long now) {
        return new ModelStatus(
                model,
                waiting,
                inFlight,
                Duration.ofNanos(Math.max(0, pause.until() - now)),
                admitted,
                pause.events(),
                use.use(largestWaiting));
    }
}
