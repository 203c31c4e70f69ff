package dev.penstock.limits.simulation;

/** A bucket that refills all the time, and holds a second's worth: "60,000 a minute" enforced as 1,000 a second. */
final class BucketQuota implements ProviderQuota {
    private final long burst;
    private double perNano;
    private double level;
    private long filledAt;

    BucketQuota(double perMinute) {
        this(perMinute, VirtualClock.SECOND);
    }

    BucketQuota(double perMinute, long burst) {
        this.burst = burst;
        perNano = perMinute / 60 / VirtualClock.SECOND;
        level = capacity();
    }

    @Override
    public long until(double amount, long now) {
        level = Math.min(capacity(), level + (now - filledAt) * perNano);
        filledAt = now;
        double missing = Math.min(amount, capacity()) - level;
        return missing <= 1e-6 ? 0 : (long) Math.ceil(missing / perNano);
    }

    @Override
    public void take(double amount, long now) {
        level -= amount;
    }

    @Override
    public void setPerMinute(double perMinute, long now) {
        long unused = until(0, now);
        perNano = perMinute / 60 / VirtualClock.SECOND;
    }

    private double capacity() {
        return Math.max(1, perNano * burst);
    }
}
