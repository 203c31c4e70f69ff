package dev.penstock.limits.rate;

/**
 * A call that was admitted, and what was taken for it.
 *
 * @param admittedAt when, in nanoseconds of the limiter's clock
 * @param tokens the tokens that were reserved
 * @param isProbe whether it tests a provider that was down
 * @param opening how often calls had been admitted freely again until then
 * @param place where these tokens are remembered in the quotas of the pool, and {@code modelPlace} in those of the model
 */
public record Admission(
        long admittedAt,
        CallTokens tokens,
        boolean isProbe,
        long opening,
        PerMinuteQuotas.Place place,
        ModelAdmission model,
        PerMinuteQuotas.Place modelPlace) {}
