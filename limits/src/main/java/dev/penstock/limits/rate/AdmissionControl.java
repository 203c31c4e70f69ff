package dev.penstock.limits.rate;

import dev.penstock.contracts.pool.ProbeOutcomes;
import dev.penstock.limits.QuotaLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    private static final long MINUTE = 60_000_000_000L;

    private final PerMinuteQuota requests;
    private final PerMinuteQuota tokens;
    private final ThrottlePause pause;
    private final UseMeter use = new UseMeter();
    private final ModelAdmissions models;
    /** The model whose 429s pause the pool; null if there are several, or none. */
    private @Nullable ModelAdmission paused;

    private boolean isPausedBySeveral;
    private RateLimits limits;
    private long callsLeft = Long.MAX_VALUE;
    private boolean isCounted;
    private boolean isAlone;
    private int inFlight;
    private long admitted;
    private long openings;
    private ProbeOutcomes probes = ProbeOutcomes.NONE;

    public AdmissionControl(RateLimits limits, RandomGenerator random, long now) {
        this.limits = limits;
        requests = new PerMinuteQuota(limits.requestsPerMinute(), limits.strict(), now);
        tokens = new PerMinuteQuota(limits.tokensPerMinute(), limits.strict(), now);
        pause = new ThrottlePause(random);
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
        openings += isCounted && calls.isUnlimited() ? 1 : 0;
        isCounted = !calls.isUnlimited();
        requests.setQuota(newLimits.requestsPerMinute(), newLimits.strict(), now);
        tokens.setQuota(newLimits.tokensPerMinute(), newLimits.strict(), now);
        models.setLimits(newLimits, now);
        use.setLimit(newLimits.totalLimit());
        if (paused != null && !isPausedBySeveral && paused.limits() != null) {
            paused.inherit(pause, now);
            paused = null;
        }
    }

    /** Tells whether this worker has the whole quota, so that a 429 is not due to calls of others at the same moment. */
    public void setAlone(boolean alone) {
        isAlone = alone;
    }

    /** Notes that calls of a model will come. */
    public void expect(String model, long now) {
        models.of(model, now).expect(now);
    }

    /** Returns when a call with this number of tokens may start, which is {@code now} or later, or {@link #NEVER}. */
    public long earliest(String model, int callTokens, long now) {
        return Math.max(earliestOfPool(callTokens, now), earliestOfModel(model, callTokens, now));
    }

    /** Returns when a call may start as far as limits of its own model matter, and 429 responses to calls of this model. */
    long earliestOfModel(String model, int callTokens, long now) {
        ModelAdmission known = models.find(model);
        return known == null ? now : known.earliest(callTokens, now);
    }

    private long earliestOfPool(int callTokens, long now) {
        if (inFlight >= limits.concurrency() || callsLeft <= 0 || !use.admits(callTokens)) {
            return NEVER;
        }
        long ready = Math.max(pause.earliest(now), requests.earliest(1, now));
        return Math.max(ready, tokens.earliest(callTokens, now));
    }

    /**
     * Returns when a call of average size that comes now would probably be admitted.
     *
     * @param waiting the number of waiting calls by model
     * @param latency how long a call takes
     */
    public AdmissionForecast forecast(String model, Map<String, Integer> waiting, Duration latency, long now) {
        int ahead = waiting.values().stream().mapToInt(Integer::intValue).sum();
        ModelAdmission known = models.find(model);
        ModelLimits own = known == null ? null : known.limits();
        if (mayStillStart() <= 0 || (own != null && own.admitNone())) {
            return AdmissionForecast.CLOSED;
        }
        if (isCounted) {
            return ahead < callsLeft ? AdmissionForecast.probe() : AdmissionForecast.CLOSED;
        }
        double size = known == null ? 0 : known.tokensPerCall();
        long wait = byQuotas(known == null ? 0 : reserved(model, (int) size), now)
                + time(ahead, callsPerMinute(limits, size));
        if (known != null && own != null) {
            int aheadOfModel = waiting.getOrDefault(model, 0);
            wait = Math.max(
                    wait, known.earliestByRates((int) size, now) - now + time(aheadOfModel, known.callsPerMinute()));
        }
        int beyond = inFlight + ahead + 1 - limits.concurrency();
        return AdmissionForecast.in(
                Math.max(wait, beyond <= 0 ? 0 : latency.toNanos() * beyond / Math.max(1, limits.concurrency())));
    }

    private long byQuotas(int callTokens, long now) {
        long ready = Math.max(pause.earliest(now), requests.earliest(1, now));
        return Math.max(ready, tokens.earliest(callTokens, now)) - now;
    }

    private static double callsPerMinute(RateLimits limits, double tokensPerCall) {
        return Math.min(
                limits.requestsPerMinute().orInfinity(),
                limits.tokensPerMinute().orInfinity() / Math.max(1, tokensPerCall));
    }

    private static long time(int calls, double perMinute) {
        return (long) (calls / perMinute * MINUTE);
    }

    /**
     * Returns the tokens that are reserved for a call: where nobody says how large a request may be, at most a minute's
     * quota of the pool and of the model. A call that may use millions, and is lost, would otherwise keep all others waiting for weeks.
     */
    int reserved(String model, int callTokens) {
        int ofPool = reserved(callTokens, limits.largestRequest(), limits.tokensPerMinute());
        ModelLimits own = limits.models().get(model);
        return own == null
                ? ofPool
                : Math.min(ofPool, reserved(callTokens, own.largestRequest(), own.tokensPerMinute()));
    }

    private static int reserved(int callTokens, QuotaLimit largestRequest, QuotaLimit tokensPerMinute) {
        return largestRequest.isUnlimited() && tokensPerMinute instanceof QuotaLimit.AtMost(long quota)
                ? (int) Math.min(callTokens, quota)
                : callTokens;
    }

    /**
     * Counts a call that starts now.
     *
     * @return what was taken, to be handed back when the call ends
     */
    public Admission take(String model, int callTokens, long now) {
        inFlight++;
        admitted++;
        callsLeft--;
        pause.released();
        requests.take(1, now);
        use.started(callTokens);
        ModelAdmission ofModel = models.of(model, now);
        return new Admission(
                now,
                callTokens,
                isCounted,
                openings,
                tokens.take(callTokens, now),
                ofModel,
                ofModel.take(callTokens, now));
    }

    /** Counts the end of a call, however it ended. */
    public void ended(Admission call) {
        inFlight--;
        use.ended(call.tokens());
        call.model().ended(call.tokens());
    }

    /**
     * Returns whether the loss of a call would show that the provider is down: not if the call tested the provider, or has hung
     * since before an outage.
     */
    public boolean isEvidence(Admission call) {
        return !isCounted && !call.isProbe() && call.opening() == openings;
    }

    /** Notes that a call was lost. */
    public void lost(Admission call) {
        probes = call.isProbe() ? new ProbeOutcomes(probes.answered(), probes.lost() + 1) : probes;
    }

    private void probeAnswered(Admission call) {
        probes = call.isProbe() ? new ProbeOutcomes(probes.answered() + 1, probes.lost()) : probes;
    }

    /** Notes that the provider's response to a call was not a 429. */
    public void answered(Admission call) {
        probeAnswered(call);
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
        probeAnswered(call);
        long wait = retryAfter != null && retryAfter.isPositive() ? retryAfter.toNanos() : ThrottlePause.NOT_ANNOUNCED;
        if (isAlone) {
            requests.throttled(now);
            call.model().throttledAlone(now);
        }
        if (call.model().limits() == null) {
            boolean isOthersToo = isPausedBySeveral || (paused != null && paused != call.model());
            isPausedBySeveral = pause.until() > now && isOthersToo;
            paused = call.model();
            pause.throttled(call.admittedAt(), wait, limits.concurrency(), now);
            call.model().pausesPool(pause.until());
        } else {
            call.model().throttled(call.admittedAt(), wait, limits.concurrency(), now);
        }
    }

    /**
     * Corrects the tokens of a call by its actual use.
     *
     * @param call what {@link #take} returned
     * @param difference used tokens less estimated tokens
     */
    public void settle(Admission call, long difference, long now) {
        if (difference != 0) {
            tokens.settle(call.place(), difference, now);
            use.settle(difference);
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
    RateLimiterStatus status(Map<String, Integer> waiting, Map<String, Integer> largest, boolean closed, long now) {
        waiting.keySet().forEach(model -> models.of(model, now));
        List<ModelStatus> ofModels = new ArrayList<>();
        models.all()
                .forEach((name, model) -> ofModels.add(
                        model.status(name, waiting.getOrDefault(name, 0), largest.getOrDefault(name, 0), now)));
        return new RateLimiterStatus(
                waiting.values().stream().mapToInt(Integer::intValue).sum(),
                inFlight,
                Duration.ofNanos(Math.max(0, pause.until() - now)),
                admitted,
                pause.events(),
                closed,
                List.copyOf(ofModels),
                use.use(largest.values().stream()
                        .mapToInt(Integer::intValue)
                        .max()
                        .orElse(0)),
                probes);
    }

    /** Returns how many calls these limits admit in all until they are set again. */
    long mayStillStart() {
        // What may start in all does not count: an idle worker is lent nothing before it has fetched a call.
        return limits.concurrency() == 0 ? 0 : callsLeft;
    }

    /** Returns whether these limits admit a number of calls and then none, as while a provider is probed. */
    boolean admitsProbesOnly() {
        return isCounted;
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

    /** Returns the most tokens that a request for this model may need. */
    QuotaLimit largestRequest(String model) {
        ModelLimits own = limits.models().get(model);
        return own == null ? limits.largestRequest() : limits.largestRequest().orLess(own.largestRequest());
    }

    public RateLimits limits() {
        return limits;
    }
}
