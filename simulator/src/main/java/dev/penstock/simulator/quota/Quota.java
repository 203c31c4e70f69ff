package dev.penstock.simulator.quota;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Lets calls in as long as the quota lasts, and knows the fullest minute it ever admitted. */
public final class Quota {
    private final LongSupplier nanos;
    private SlidingWindow window = new SlidingWindow(QuotaOptions.WINDOW.toNanos());
    private QuotaOptions options;
    private Enforcement enforcement;

    public Quota(QuotaOptions options, LongSupplier nanos) {
        this.nanos = nanos;
        this.options = options;
        this.enforcement = Enforcement.of(options, window, nanos.getAsLong());
    }

    public synchronized Admission tryAdmit(long tokens) {
        long now = nanos.getAsLong();
        window.forgetBefore(now);
        if (enforcement.isTooLarge(tokens)) {
            return new Admission.TooLarge(tokens, enforcement.level(now));
        }
        long untilRequest = enforcement.nanosUntilRequestFits(now);
        long untilTokens = enforcement.nanosUntilTokensFit(tokens, now);
        if (untilRequest > 0 || untilTokens > 0) {
            Admission.Limit limit = untilTokens > untilRequest ? Admission.Limit.TOKENS : Admission.Limit.REQUESTS;
            Duration wait = Duration.ofNanos(Math.max(untilRequest, untilTokens));
            return new Admission.Throttled(limit, wait, enforcement.level(now));
        }
        enforcement.take(tokens, now);
        window.add(tokens, now);
        return new Admission.Admitted(enforcement.level(now));
    }

    public synchronized QuotaLevel level() {
        long now = nanos.getAsLong();
        window.forgetBefore(now);
        return enforcement.level(now);
    }

    /** What was used in the last minute still counts. */
    public synchronized void change(QuotaOptions changed) {
        if (!changed.equals(options)) {
            long now = nanos.getAsLong();
            window.forgetBefore(now);
            options = changed;
            enforcement = Enforcement.of(changed, window, now);
        }
    }

    public synchronized WorstMinute worstMinute() {
        return WorstMinute.of(window.worstCount(), window.worstTokens(), options);
    }

    public synchronized void reset() {
        window = new SlidingWindow(QuotaOptions.WINDOW.toNanos());
        enforcement = Enforcement.of(options, window, nanos.getAsLong());
    }
}
