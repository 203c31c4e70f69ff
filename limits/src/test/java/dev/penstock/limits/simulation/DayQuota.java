package dev.penstock.limits.simulation;

import static dev.penstock.limits.simulation.VirtualClock.SECOND;

/** Never more than so much in a day, all of which returns at once when the day begins. */
final class DayQuota implements ProviderQuota {
    private static final long DAY = 24 * 3_600 * SECOND;

    private final double perDay;
    private final long starts;
    private long day = Long.MIN_VALUE;
    private double used;

    /**
     * Creates a quota.
     *
     * @param starts when the first day begins that begins in the simulation
     */
    DayQuota(double perDay, long starts) {
        this.perDay = perDay;
        this.starts = starts;
    }

    @Override
    public long until(double amount, long now) {
        begin(now);
        return used + amount <= perDay ? 0 : starts + (day + 1) * DAY - now;
    }

    @Override
    public void take(double amount, long now) {
        begin(now);
        used += amount;
    }

    @Override
    public void setPerMinute(double perMinute, long now) {
        throw new UnsupportedOperationException("a quota of a day stays as it is");
    }

    private void begin(long now) {
        long today = Math.floorDiv(now - starts, DAY);
        if (today != day) {
            day = today;
            used = 0;
        }
    }
}
