package dev.penstock.limits.simulation;

import java.util.List;

/** Several quotas that all have to allow a call. */
record SeveralQuotas(List<ProviderQuota> quotas) implements ProviderQuota {
    @Override
    public long until(double amount, long now) {
        return quotas.stream()
                .mapToLong(quota -> quota.until(amount, now))
                .max()
                .orElse(0);
    }

    @Override
    public void take(double amount, long now) {
        quotas.forEach(quota -> quota.take(amount, now));
    }

    @Override
    public void setPerMinute(double perMinute, long now) {
        quotas.getFirst().setPerMinute(perMinute, now);
    }
}
