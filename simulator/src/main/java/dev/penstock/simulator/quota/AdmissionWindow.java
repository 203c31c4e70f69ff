package dev.penstock.simulator.quota;

import java.util.Arrays;

/** A sliding window that holds the time and the tokens of each admitted call. */
final class AdmissionWindow {
    private final long length;
    private long[] times = new long[1024];
    private long[] tokens = new long[1024];
    private int head;
    private int size;
    private long tokenSum;
    private long worstCount;
    private long worstTokens;

    AdmissionWindow(long lengthNanos) {
        this.length = lengthNanos;
    }

    void forgetBefore(long now) {
        while (size > 0 && now - times[head] >= length) {
            tokenSum -= tokens[head];
            head = (head + 1) & (times.length - 1);
            size--;
        }
    }

    void add(long amount, long now) {
        forgetBefore(now);
        if (size == times.length) {
            grow();
        }
        int end = at(size);
        times[end] = now;
        tokens[end] = amount;
        size++;
        tokenSum += amount;
        worstCount = Math.max(worstCount, size);
        worstTokens = Math.max(worstTokens, tokenSum);
    }

    int count() {
        return size;
    }

    long tokens() {
        return tokenSum;
    }

    /** Returns the nanoseconds until fewer than {@code limit} calls are in the window. */
    long nanosUntilBelow(long limit, long now) {
        return size < limit ? 0 : times[at((int) (size - limit))] + length - now;
    }

    /** Returns the nanoseconds until {@code amount} more tokens fit under {@code limit}. */
    long nanosUntilFits(long amount, long limit, long now) {
        long excess = tokenSum + amount - limit;
        for (int i = 0; excess > 0 && i < size; i++) {
            excess -= tokens[at(i)];
            if (excess <= 0) {
                return times[at(i)] + length - now;
            }
        }
        return 0;
    }

    long nanosUntilEmpty(long now) {
        return size == 0 ? 0 : times[at(size - 1)] + length - now;
    }

    /** Returns the most calls that the window ever held. */
    long worstCount() {
        return worstCount;
    }

    /** Returns the most tokens that the window ever held. */
    long worstTokens() {
        return worstTokens;
    }

    private int at(int index) {
        return (head + index) & (times.length - 1);
    }

    private void grow() {
        times = unrolled(times);
        tokens = unrolled(tokens);
        head = 0;
    }

    private long[] unrolled(long[] ring) {
        long[] larger = Arrays.copyOfRange(ring, head, head + ring.length * 2);
        System.arraycopy(ring, 0, larger, ring.length - head, head);
        return larger;
    }
}
