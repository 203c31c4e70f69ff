package dev.penstock.simulator.quota;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Admits calls as long as the provider account's quota lasts, and records the fullest minute ever admitted. */
public final class AccountQuota {
    private final LongSupplier nanos;
    private QuotaOptions options;
    private QuotaPart all;
    private QuotaPart input;
    private QuotaPart output;

    public AccountQuota(QuotaOptions options, LongSupplier nanos) {
        this.nanos = nanos;
        this.options = options;
        long now = nanos.getAsLong();
        all = new QuotaPart(options, CallSize::total, now);
        input = new QuotaPart(options.ofTokens(options.inputTokensPerMinute()), CallSize::input, now);
        output = new QuotaPart(options.ofTokens(options.outputTokensPerMinute()), CallSize::output, now);
    }

    public synchronized QuotaDecision tryAdmit(CallSize call) {
        long now = nanos.getAsLong();
        if (all.isTooLarge(call) || input.isTooLarge(call) || output.isTooLarge(call)) {
            return new QuotaDecision.TooLarge(call.total(), level(now));
        }
        QuotaDecision.Limit limit = QuotaDecision.Limit.REQUESTS;
        long wait = all.nanosUntilRequestFits(now);
        for (QuotaDecision.Limit other : QuotaDecision.Limit.OF_TOKENS) {
            long until = part(other).nanosUntilTokensFit(call, now);
            limit = until > wait ? other : limit;
            wait = Math.max(wait, until);
        }
        if (wait > 0) {
            return new QuotaDecision.Throttled(limit, Duration.ofNanos(wait), level(now));
        }
        all.take(call, now);
        input.take(call, now);
        output.take(call, now);
        return new QuotaDecision.Admitted(level(now));
    }

    public synchronized QuotaLevel level() {
        return level(nanos.getAsLong());
    }

    /** Replaces the options; calls admitted in the last minute still count. */
    public synchronized void change(QuotaOptions changed) {
        if (!changed.equals(options)) {
            long now = nanos.getAsLong();
            options = changed;
            all.change(changed, now);
            input.change(changed.ofTokens(changed.inputTokensPerMinute()), now);
            output.change(changed.ofTokens(changed.outputTokensPerMinute()), now);
        }
    }

    public synchronized WorstMinute worstMinute() {
        return WorstMinute.of(
                all.worstCount(), new CallSize(all.worstTokens(), input.worstTokens(), output.worstTokens()), options);
    }

    public synchronized void reset() {
        AccountQuota unused = new AccountQuota(options, nanos);
        all = unused.all;
        input = unused.input;
        output = unused.output;
    }

    private QuotaLevel level(long now) {
        QuotaLevel both = all.level(now);
        return new QuotaLevel(
                both.requests(),
                both.tokens(),
                input.level(now).tokens(),
                output.level(now).tokens());
    }

    private QuotaPart part(QuotaDecision.Limit limit) {
        return switch (limit) {
            case REQUESTS, TOKENS -> all;
            case INPUT_TOKENS -> input;
            case OUTPUT_TOKENS -> output;
        };
    }
}
