package dev.penstock.simulator.quota;

/** A bucket that refills continuously and never holds more than its capacity. */
final class RefillingBucket {
    private final double perNano;
    private final double capacity;
    private double level;
    private long filledAt;

    RefillingBucket(long perMinute, double capacity, double level, long now) {
        this.perNano = perMinute / (double) QuotaOptions.WINDOW.toNanos();
        this.capacity = capacity;
        this.level = Math.max(0, Math.min(level, capacity));
        this.filledAt = now;
    }

    boolean canEverHold(long amount) {
        return amount <= capacity;
    }

    /** Returns the nanoseconds until {@code amount} is available; 0 if it is available now. */
    long nanosUntil(double amount, long now) {
        refill(now);
        // With less than a billionth of slack, rounding would make a client that waited exactly as told wait again.
        return level + 1e-9 * capacity >= amount ? 0 : (long) Math.ceil((amount - level) / perNano);
    }

    void take(long amount, long now) {
        refill(now);
        level = Math.max(0, level - amount);
    }

    long left(long now) {
        refill(now);
        return (long) (level + 1e-9 * capacity);
    }

    long nanosUntilFull(long now) {
        return nanosUntil(capacity, now);
    }

    private void refill(long now) {
        level = Math.min(capacity, level + Math.max(0, now - filledAt) * perNano);
        filledAt = now;
    }
}
