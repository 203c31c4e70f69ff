package dev.penstock.limits.rate;

import dev.penstock.limits.QuotaLimit;
import java.time.Duration;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides when the next call may start: by requests and tokens per minute, calls at once, the pause after a 429, and by
 * limits of single models.
 *
 * <p>Arithmetic only, and not thread-safe. All times are passed in, as nanoseconds of one monotonic clock.
 */
public final class AdmissionControl {
    /** The return value of {@link #earliest} while no call may start before another one ends or the limits change. */
    public static final long NEVER = Long.MAX_VALUE;

    private final PerMinuteQuotas quotas;
    private final PoolPause poolPause;
    private final ThrottlePause pause;
    private final UseMeter use = new UseMeter();
    private final ModelAdmissions models;
    private RateLimits limits;
    private long callsLeft = Long.MAX_VALUE;
    private final OutageProbes probes = new OutageProbes();
    private boolean isAlone;
    private int inFlight;
    private long admitted;

    public AdmissionControl(RateLimits limits, RandomGenerator random, long now) {
        this.limits = limits;
        quotas = new PerMinuteQuotas(limits.perMinute(), limits.strict(), now);
        poolPause = new PoolPause(random);
        pause = poolPause.ofAll();
        models = new ModelAdmissions(random, now);
        models.setLimits(limits, now);
        use.setLimit(limits.totalLimit());
    }

    /**
     * Sets the limits for calls that start after this.
     *
     * @param calls the most calls that may start in all until limits are set again
     */
    public void setLimits(RateLimits newLimits, QuotaLimit calls, long now) {
        limits = newLimits;
        callsLeft = calls instanceof QuotaLimit.AtMost(long most) ? most : Long.MAX_VALUE;
        probes.setProbing(!calls.isUnlimited());
        quotas.setLimits(newLimits.perMinute(), newLimits.strict(), now);
        models.setLimits(newLimits, now);
        use.setLimit(newLimits.totalLimit());
        poolPause.limitsChanged(now);
    }

    /** Tells whether this worker has the whole quota, so that a 429 is not due to calls of others at the same moment. */
    public void setAlone(boolean alone) {
        isAlone = alone;
    }

    /** Notes that calls of a model will come. */
    public void expect(String model, long now) {
        models.of(model, now).expect(now);
    }

    /** Returns when a call with these tokens may start, which is {@code now} or later, or {@link #NEVER}. */
    public long earliest(String model, CallTokens call, long now) {
        return Math.max(earliestOfPool(call, now), earliestOfModel(model, call, now));
    }

    /** Returns when a call may start as far as limits of its own model matter, and 429 responses to calls of this model. */
    long earliestOfModel(String model, CallTokens call, long now) {
        ModelAdmission known = models.find(model);
        return known == null ? now : known.earliest(call, now);
    }

    /** Returns when a call may start as far as rates and pauses of the pool matter. */
    long earliestByRates(CallTokens call, long now) {
        return Math.max(pause.earliest(now), quotas.earliest(call, now));
    }

    private long earliestOfPool(CallTokens call, long now) {
        return inFlight >= limits.concurrency() || callsLeft <= 0 || !use.admits(call.total())
                ? NEVER
                : earliestByRates(call, now);
    }

    /** Returns the tokens that are reserved for a call. */
    CallTokens reserved(String model, CallTokens call) {
        return TokenReservation.of(call, limits, limits.models().get(model));
    }

    /**
     * Counts a call that starts now.
     *
     * @return what was taken, to be handed back when the call ends
     */
    public Admission take(String model, CallTokens call, long now) {
        inFlight++;
        admitted++;
        callsLeft--;
        pause.released();
        use.started(call.total());
        ModelAdmission ofModel = models.of(model, now);
        return new Admission(
                now,
                call,
                probes.isProbing(),
                probes.openings(),
                quotas.take(call, now),
                ofModel,
                ofModel.take(call, now));
    }

    /** Counts the end of a call, however it ended. */
    public void ended(Admission call) {
        inFlight--;
        use.ended(call.tokens().total());
        call.model().ended(call.tokens());
    }

    /**
     * Returns whether the loss of a call would show that the provider is down: not if the call tested the provider, or has hung
     * since before an outage.
     */
    public boolean isEvidence(Admission call) {
        return probes.isEvidence(call);
    }

    /** Notes that a call was lost. */
    public void lost(Admission call) {
        probes.lost(call);
    }

    /** Notes that a call was not made; if it would have been a probe, another one may start instead. */
    public void unused(Admission call) {
        callsLeft += call.isProbe() && probes.isProbing() ? 1 : 0;
    }

    /** Notes that the provider's response to a call was not a 429. */
    public void answered(Admission call) {
        probes.answered(call);
        pause.answered(call.admittedAt());
        call.model().answered(call.admittedAt());
    }

    /**
     * Pauses calls after a 429: those of the call's model if the provider has named limits for it, otherwise all calls.
     *
     * @param call the throttled call
     * @param retryAfter the wait that the provider asked for; null if it named none
     */
    public void throttled(Admission call, @Nullable Duration retryAfter, long now) {
        probes.answered(call);
        long wait = retryAfter != null && retryAfter.isPositive() ? retryAfter.toNanos() : ThrottlePause.NOT_ANNOUNCED;
        if (isAlone) {
            quotas.throttled(now);
            call.model().throttledAlone(now);
        }
        poolPause.throttled(call, wait, limits.concurrency(), now);
    }

    /**
     * Corrects the tokens of a call by its actual use.
     *
     * @param call what {@link #take} returned
     * @param used the tokens that it has used
     */
    public void settle(Admission call, CallTokens used, long now) {
        CallTokens difference = used.minus(call.tokens());
        if (!difference.isNone()) {
            quotas.settle(call.place(), difference, now);
            use.settle(difference.total());
            call.model().settle(call.modelPlace(), difference, now);
        }
    }

    /**
     * Returns a snapshot.
     *
     * @param waiting the number of waiting calls by model
     */
    public RateLimiterStatus status(Map<String, Integer> waiting, boolean closed, long now) {
        return status(waiting, Map.of(), closed, now);
    }

    /**
     * Returns a snapshot.
     *
     * @param largest the tokens of the largest waiting call by model
     */
    RateLimiterStatus status(Map<String, Integer> waiting, Map<String, Long> largest, boolean closed, long now) {
        return new RateLimiterStatus(
                waiting.values().stream().mapToInt(Integer::intValue).sum(),
                inFlight,
                Duration.ofNanos(Math.max(0, pause.until() - now)),
                admitted,
                pause.events(),
                closed,
                models.statuses(waiting, largest, now),
                use.use(largest.values().stream()
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(0)),
                probes.ended());
    }

    int inFlight() {
        return inFlight;
    }

    /** Returns how many calls these limits admit in all until they are set again. */
    long mayStillStart() {
        // What may start in all does not count: an idle worker is lent nothing before it has fetched a call.
        return limits.concurrency() == 0 ? 0 : callsLeft;
    }

    /** Returns whether these limits admit a number of calls and then none, as while a provider is probed. */
    boolean admitsProbesOnly() {
        return probes.isProbing();
    }

    /** Returns whether nothing is left of what all calls of the process together may use. */
    boolean hasNothingLeft() {
        return !use.admits(1);
    }

    /** Returns whether the tokens of an hour or a day are limited. */
    boolean limitsTotalTokens() {
        return use.limitsTokens() || models.limitTotalTokens();
    }

    /** Returns whether any model has limits of its own. */
    boolean limitsModels() {
        return models.areLimited();
    }

    /** Returns the models that were called lately, or are about to be. */
    Map<String, ModelAdmission> models() {
        return models.all();
    }

    ModelAdmission model(String name, long now) {
        return models.of(name, now);
    }

    public RateLimits limits() {
        return limits;
    }
}
