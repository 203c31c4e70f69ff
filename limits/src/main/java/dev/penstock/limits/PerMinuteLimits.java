package dev.penstock.limits;

import dev.penstock.contracts.pool.PoolQuota;
import java.util.function.BinaryOperator;

/**
 * Limits of any 60 seconds; those of tokens count all of them, or one kind only.
 *
 * @param requests the most requests; 0 admits none, as for all others
 * @param tokens the most tokens of both kinds together
 */
public record PerMinuteLimits(QuotaLimit requests, QuotaLimit tokens, QuotaLimit inputTokens, QuotaLimit outputTokens) {
    public static final PerMinuteLimits NONE = of(QuotaLimit.UNLIMITED, QuotaLimit.UNLIMITED);

    /** Creates limits that do not tell input from output tokens. */
    public static PerMinuteLimits of(QuotaLimit requests, QuotaLimit tokens) {
        return new PerMinuteLimits(requests, tokens, QuotaLimit.UNLIMITED, QuotaLimit.UNLIMITED);
    }

    /** Returns the limits per minute that a quota names. */
    public static PerMinuteLimits of(PoolQuota quota) {
        return new PerMinuteLimits(
                QuotaLimit.ofNullable(quota.requestsPerMinute()),
                QuotaLimit.ofNullable(quota.tokensPerMinute()),
                QuotaLimit.ofNullable(quota.furtherOrNone().inputTokensPerMinute()),
                QuotaLimit.ofNullable(quota.furtherOrNone().outputTokensPerMinute()));
    }

    /** Returns the stricter of each two limits. */
    public PerMinuteLimits orLess(PerMinuteLimits other) {
        return each(QuotaLimit::orLess, other);
    }

    /** Returns these limits, with others where there are none. */
    public PerMinuteLimits orElse(PerMinuteLimits others) {
        return each((own, other) -> own.isUnlimited() ? other : own, others);
    }

    /** Returns both limits added up; one that only one of the two has is none. */
    public PerMinuteLimits plus(PerMinuteLimits other) {
        return each(QuotaLimit::plus, other);
    }

    /** Returns a fraction of these limits, each at least 1. */
    public PerMinuteLimits times(double factor) {
        return new PerMinuteLimits(
                requests.times(factor), tokens.times(factor), inputTokens.times(factor), outputTokens.times(factor));
    }

    /** Returns these limits with another one of requests. */
    public PerMinuteLimits withRequests(QuotaLimit newRequests) {
        return new PerMinuteLimits(newRequests, tokens, inputTokens, outputTokens);
    }

    /** Returns whether tokens of any kind are limited, so that it matters how many a call needs. */
    public boolean limitTokens() {
        return !tokens.isUnlimited() || !inputTokens.isUnlimited() || !outputTokens.isUnlimited();
    }

    public boolean areUnlimited() {
        return requests.isUnlimited() && !limitTokens();
    }

    public boolean admitNone() {
        return requests.isLessThan(1)
                || tokens.isLessThan(1)
                || inputTokens.isLessThan(1)
                || outputTokens.isLessThan(1);
    }

    /** Returns the most tokens of both kinds together: what is input and what is output of a call is not known here. */
    public QuotaLimit tokensOfBothKinds() {
        return tokens.orLess(inputTokens.plus(outputTokens));
    }

    /**
     * Returns the limit by which to plan calls of which only the sum of their tokens is known: that of both kinds together, or
     * else of the only kind that is limited, as if all tokens were of it.
     */
    public QuotaLimit tokensOfUnknownKind() {
        return inputTokens.isUnlimited() || outputTokens.isUnlimited()
                ? tokens.orLess(inputTokens).orLess(outputTokens)
                : tokensOfBothKinds();
    }

    /** Returns how many calls of these numbers of tokens may start in a minute; infinity if nothing limits them. */
    public double calls(double tokensOfCall, double input, double output) {
        double byKind = Math.min(ratio(inputTokens, input), ratio(outputTokens, output));
        return Math.min(requests.orInfinity(), Math.min(ratio(tokens, tokensOfCall), byKind));
    }

    private PerMinuteLimits each(BinaryOperator<QuotaLimit> combine, PerMinuteLimits other) {
        return new PerMinuteLimits(
                combine.apply(requests, other.requests),
                combine.apply(tokens, other.tokens),
                combine.apply(inputTokens, other.inputTokens),
                combine.apply(outputTokens, other.outputTokens));
    }

    private static double ratio(QuotaLimit limit, double amount) {
        return amount <= 0 ? Double.POSITIVE_INFINITY : limit.orInfinity() / amount;
    }
}
