package dev.penstock.limits.rate;

/**
 * A sliding window over the requests or tokens of the last 60 seconds, which never holds more than the quota.
 *
 * <p>Amounts that were taken within 5 ms share a cell, which counts until its last one is old enough: never too little,
 * at most 5 ms too long, and at most 12,021 cells whatever the rate. Arithmetic only: times are passed in.
 */
final class SlidingWindow {
    /** A minute, and a little more for requests that travel faster than the requests before them. */
    static final long LENGTH = 60_100_000_000L;

    private static final long CELL = 5_000_000;
    private static final double ROUNDING = 1e-6;

    private final InheritedUsage inherited = new InheritedUsage();
    private double quota;
    private double sum;
    private long[] first = new long[64];
    private long[] last = new long[64];
    private double[] amounts = new double[64];
    /** Cells are numbered for ever; those from {@code head} to before {@code end} are in the window. */
    private long head;

    private long end;

    SlidingWindow(double quota) {
        this.quota = quota;
    }

    /**
     * Sets the quota from now on.
     *
     * <p>A worker's share changes while others' change the other way: if each goes on at its new rate at once, their sum
     * stays within the pool's quota in every window. What went out counts less where a share shrinks; where it grows,
     * others are taken to have used what was added.
     *
     * @param even whether they did so evenly over the minute; otherwise as this worker did
     */
    void setQuota(double newQuota, boolean even, long now) {
        expire(now);
        double before = quota;
        quota = newQuota;
        if (Double.isInfinite(newQuota)) {
            inherited.clear();
        } else if (Double.isInfinite(before)) {
            scale(Math.min(1, newQuota / Math.max(1, sum)));
        } else if (newQuota > before && even) {
            inherited.add(newQuota - before, now);
        } else {
            scale(newQuota / before);
        }
    }

    /** Returns when an amount may be taken; one larger than the quota is taken when the window is empty. */
    long earliest(double amount, long now) {
        expire(now);
        double room = quota - sum - amount + ROUNDING;
        long from = now;
        for (long cell = head; cell < end; cell++) {
            long gone = Math.max(from, last[at(cell)] + LENGTH);
            if (room >= inherited.at(gone)) {
                return inherited.whenAtMost(room, from, gone);
            }
            room += amounts[at(cell)];
            from = gone;
        }
        long empty = Math.max(from, inherited.emptyAt());
        return room >= 0 ? inherited.whenAtMost(room, from, empty) : empty;
    }

    /**
     * Takes an amount now.
     *
     * @return the cell of the amount, for {@link #settle}
     */
    long take(double amount, long now) {
        expire(now);
        if (head == end || now - first[at(end - 1)] >= CELL) {
            open(now);
        }
        long cell = end - 1;
        last[at(cell)] = now;
        amounts[at(cell)] += amount;
        sum += amount;
        return cell;
    }

    /** Corrects an amount that was taken, by more or (negative) less; without effect when it has left the window. */
    void settle(long cell, double difference) {
        if (cell >= head) {
            double change = Math.max(difference, -amounts[at(cell)]);
            amounts[at(cell)] += change;
            sum += change;
        }
    }

    double sum(long now) {
        expire(now);
        return sum;
    }

    private void scale(double factor) {
        if (factor == 1) {
            return;
        }
        sum = 0;
        for (long cell = head; cell < end; cell++) {
            amounts[at(cell)] *= factor;
            sum += amounts[at(cell)];
        }
        inherited.scale(factor);
    }

    private void expire(long now) {
        inherited.expire(now);
        while (head < end && now - last[at(head)] >= LENGTH) {
            sum -= amounts[at(head)];
            head++;
        }
        if (head == end) {
            sum = 0;
        }
    }

    private void open(long now) {
        if (end - head == amounts.length) {
            grow();
        }
        first[at(end)] = now;
        amounts[at(end)] = 0;
        end++;
    }

    private void grow() {
        int size = amounts.length * 2;
        long[] newFirst = new long[size];
        long[] newLast = new long[size];
        double[] newAmounts = new double[size];
        for (long cell = head; cell < end; cell++) {
            int to = (int) (cell & (size - 1));
            newFirst[to] = first[at(cell)];
            newLast[to] = last[at(cell)];
            newAmounts[to] = amounts[at(cell)];
        }
        first = newFirst;
        last = newLast;
        amounts = newAmounts;
    }

    private int at(long cell) {
        return (int) (cell & (amounts.length - 1));
    }
}
