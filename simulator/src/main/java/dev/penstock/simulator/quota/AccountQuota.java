package dev.penstock.simulator.quota;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Admits calls as long as the provider account's quota lasts, and records the fullest minute ever admitted. */
public final class AccountQuota {
    private final LongSupplier nanos;
    private AdmissionWindow window = new AdmissionWindow(QuotaOptions.WINDOW.toNanos());
    private QuotaOptions options;
    private QuotaEnforcement enforcement;

    public AccountQuota(QuotaOptions options, LongSupplier nanos) {
        this.nanos = nanos;
        this.options = options;
        this.enforcement = QuotaEnforcement.of(options, window, nanos.getAsLong());
    }

    public synchronized QuotaDecision tryAdmit(long tokens) {
        long now = nanos.getAsLong();
        window.forgetBefore(now);
        if (enforcement.isTooLarge(tokens)) {
            return new QuotaDecision.TooLarge(tokens, enforcement.level(now));
        }
        long untilRequest = enforcement.nanosUntilRequestFits(now);
        long untilTokens = enforcement.nanosUntilTokensFit(tokens, now);
        if (untilRequest > 0 || untilTokens > 0) {
            QuotaDecision.Limit limit =
                    untilTokens > untilRequest ? QuotaDecision.Limit.TOKENS : QuotaDecision.Limit.REQUESTS;
            Duration wait = Duration.ofNanos(Math.max(untilRequest, untilTokens));
            return new QuotaDecision.Throttled(limit, wait, enforcement.level(now));
        }
        enforcement.take(tokens, now);
        window.add(tokens, now);
        return new QuotaDecision.Admitted(enforcement.level(now));
    }

    public synchronized QuotaLevel level() {
        long now = nanos.getAsLong();
        window.forgetBefore(now);
        return enforcement.level(now);
    }

    /** Replaces the options; calls admitted in the last minute still count. */
    public synchronized void change(QuotaOptions changed) {
        if (!changed.equals(options)) {
            long now = nanos.getAsLong();
            window.forgetBefore(now);
            options = changed;
            enforcement = QuotaEnforcement.of(changed, window, now);
        }
    }

    public synchronized WorstMinute worstMinute() {
        return WorstMinute.of(window.worstCount(), window.worstTokens(), options);
    }

    public synchronized void reset() {
        window = new AdmissionWindow(QuotaOptions.WINDOW.toNanos());
        enforcement = QuotaEnforcement.of(options, window, nanos.getAsLong());
    }
}
