package dev.penstock.limits.rate;

import java.time.Duration;
import java.util.Map;

/** Forecasts when a call of average size that comes now would be admitted; an estimate that changes nothing. */
public final class AdmissionForecaster {
    private static final double MINUTE = 60_000_000_000.0;

    private final AdmissionControl control;

    public AdmissionForecaster(AdmissionControl control) {
        this.control = control;
    }

    /**
     * Returns when a call would probably be admitted.
     *
     * @param waiting the number of waiting calls by model
     * @param latency how long a call takes
     */
    public AdmissionForecast forecast(String model, Map<String, Integer> waiting, Duration latency, long now) {
        int ahead = waiting.values().stream().mapToInt(Integer::intValue).sum();
        ModelAdmission known = control.models().get(model);
        ModelLimits own = known == null ? null : known.limits();
        if (control.mayStillStart() <= 0 || (own != null && own.admitNone())) {
            return AdmissionForecast.CLOSED;
        }
        if (control.admitsProbesOnly()) {
            return ahead < control.mayStillStart() ? AdmissionForecast.probe() : AdmissionForecast.CLOSED;
        }
        RateLimits limits = control.limits();
        CallTokens size = known == null ? CallTokens.NONE : known.averageCall();
        long wait = control.earliestByRates(control.reserved(model, size), now)
                - now
                + time(ahead, limits.perMinute().calls((double) size.total(), (double) size.input(), (double)
                        size.output()));
        if (known != null && own != null) {
            int aheadOfModel = waiting.getOrDefault(model, 0);
            wait = Math.max(wait, known.earliestByRates(size, now) - now + time(aheadOfModel, known.callsPerMinute()));
        }
        int beyond = control.inFlight() + ahead + 1 - limits.concurrency();
        return AdmissionForecast.in(
                Math.max(wait, beyond <= 0 ? 0 : latency.toNanos() * beyond / Math.max(1, limits.concurrency())));
    }

    private static long time(int calls, double perMinute) {
        return (long) (calls / perMinute * MINUTE);
    }
}
