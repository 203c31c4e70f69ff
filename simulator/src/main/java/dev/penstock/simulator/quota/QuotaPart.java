package dev.penstock.simulator.quota;

import java.util.function.ToLongFunction;

/** A quota of requests, of one kind of tokens, or of both, with the calls that it has admitted. */
final class QuotaPart {
    private final ToLongFunction<CallSize> amount;
    private final AdmissionWindow window = new AdmissionWindow(QuotaOptions.WINDOW.toNanos());
    private QuotaEnforcement enforcement;

    /**
     * @param amount the tokens of a call that count
     */
    QuotaPart(QuotaOptions options, ToLongFunction<CallSize> amount, long now) {
        this.amount = amount;
        enforcement = QuotaEnforcement.of(options, window, now);
    }

    /** Replaces the options; calls admitted in the last minute still count. */
    void change(QuotaOptions options, long now) {
        window.forgetBefore(now);
        enforcement = QuotaEnforcement.of(options, window, now);
    }

    boolean isTooLarge(CallSize call) {
        return enforcement.isTooLarge(amount.applyAsLong(call));
    }

    long nanosUntilRequestFits(long now) {
        window.forgetBefore(now);
        return enforcement.nanosUntilRequestFits(now);
    }

    long nanosUntilTokensFit(CallSize call, long now) {
        window.forgetBefore(now);
        return enforcement.nanosUntilTokensFit(amount.applyAsLong(call), now);
    }

    void take(CallSize call, long now) {
        enforcement.take(amount.applyAsLong(call), now);
        window.add(amount.applyAsLong(call), now);
    }

    QuotaLevel level(long now) {
        window.forgetBefore(now);
        return enforcement.level(now);
    }

    /** Returns the most calls that a minute ever held. */
    long worstCount() {
        return window.worstCount();
    }

    /** Returns the most tokens that a minute ever held. */
    long worstTokens() {
        return window.worstTokens();
    }
}
