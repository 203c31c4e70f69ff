package dev.penstock.activities.gate;

/**
 * What went out in the last minute, so that no window of a minute ever holds more than the quota.
 *
 * <p>Amounts that went out within 5 ms share a cell, which counts until its last one is old enough: never too little,
 * at most 5 ms too long, and at most 12,021 cells whatever the rate. Arithmetic only: time is passed in.
 */
final class SlidingWindow {
    /** A minute, and a little for requests that travel faster than the ones before them. */
    static final long LENGTH = 60_100_000_000L;

    private static final long CELL = 5_000_000;
    private static final double ROUNDING = 1e-6;

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
     * What is in the window is scaled with the quota. A worker's share changes while others' change the other way: if
     * each goes on at its new rate at once, their sum stays within the pool's quota in every window.
     */
    void setQuota(double newQuota) {
        double factor = Double.isInfinite(quota) ? Math.min(1, newQuota / Math.max(1, sum)) : newQuota / quota;
        quota = newQuota;
        if (factor == 1 || Double.isInfinite(newQuota)) {
            return;
        }
        sum = 0;
        for (long cell = head; cell < end; cell++) {
            amounts[at(cell)] *= factor;
            sum += amounts[at(cell)];
        }
    }

    /** When this amount may go; one larger than the quota goes when the window is empty. */
    long earliest(double amount, long now) {
        expire(now);
        double tooMuch = sum + amount - quota;
        for (long cell = head; cell < end; cell++) {
            if (tooMuch <= ROUNDING) {
                return cell == head ? now : Math.max(now, last[at(cell - 1)] + LENGTH);
            }
            tooMuch -= amounts[at(cell)];
        }
        return head == end ? now : Math.max(now, last[at(end - 1)] + LENGTH);
    }

    /**
     * @return the cell, for {@link #settle}
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

    /** Corrects what was taken: more than was thought, or less (negative). Forgotten when it has left the window. */
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

    private void expire(long now) {
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
