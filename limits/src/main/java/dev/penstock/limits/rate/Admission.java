package dev.penstock.limits.rate;

/**
 * A call that was admitted, and what was taken for it.
 *
 * @param admittedAt when, in nanoseconds of the limiter's clock
 * @param tokens the tokens that were reserved
 * @param place where these tokens are remembered in the quota of the pool, and {@code modelPlace} in the quota of the model
 */
public record Admission(long admittedAt, int tokens, long place, ModelAdmission model, long modelPlace) {}
