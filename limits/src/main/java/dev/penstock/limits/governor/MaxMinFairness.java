package dev.penstock.limits.governor;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Max-min fair division of a quota: small needs are met in full, larger ones get equal parts of what is left. */
public final class MaxMinFairness {
    public static final double EVERYTHING = Double.POSITIVE_INFINITY;

    private MaxMinFairness() {}

    /**
     * Divides a quota.
     *
     * @return parts that add up to the quota; at least 1 each where it suffices
     */
    public static long[] divide(long quota, double[] needs) {
        int count = needs.length;
        if (count == 0) {
            return new long[0];
        }
        long everyone = quota >= count ? 1 : 0;
        double[] level = fill(
                quota - everyone * count,
                Arrays.stream(needs).map(need -> Math.max(0, need - everyone)).toArray());
        long[] parts = round(quota - everyone * count, level);
        for (int i = 0; i < count; i++) {
            parts[i] += everyone;
        }
        return parts;
    }

    private static double[] fill(double quota, double[] needs) {
        double[] parts = new double[needs.length];
        double left = quota;
        int others = needs.length;
        for (int i : ascending(needs)) {
            parts[i] = Math.min(needs[i], left / others);
            left -= parts[i];
            others--;
        }
        // All needs are met: the rest of the quota is spread so that any worker finds some of it at once.
        for (int i = 0; left > 0 && i < parts.length; i++) {
            parts[i] += left / parts.length;
        }
        return parts;
    }

    private static long[] round(long quota, double[] parts) {
        long[] whole = Arrays.stream(parts)
                .mapToLong(part -> (long) Math.floor(part + 1e-9))
                .toArray();
        long left = quota - Arrays.stream(whole).sum();
        int[] byFraction = IntStream.range(0, parts.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> whole[i] - parts[i]))
                .mapToInt(i -> i)
                .toArray();
        for (int i = 0; left > 0; i = (i + 1) % byFraction.length, left--) {
            whole[byFraction[i]]++;
        }
        return whole;
    }

    private static int[] ascending(double[] needs) {
        return IntStream.range(0, needs.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> needs[i]))
                .mapToInt(i -> i)
                .toArray();
    }
}
