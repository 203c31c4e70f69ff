package dev.penstock.simulator.books;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Counts events in each second since the start. */
final class PerSecondCounts {
    private int[] counts = new int[256];
    private int end;

    void add(long nanosSinceStart) {
        int second = (int) Math.max(0, nanosSinceStart / 1_000_000_000L);
        if (second >= counts.length) {
            counts = Arrays.copyOf(counts, Math.max(second + 1, counts.length * 2));
        }
        counts[second]++;
        end = Math.max(end, second + 1);
    }

    List<Integer> last(int seconds) {
        List<Integer> last = new ArrayList<>();
        for (int second = Math.max(0, end - seconds); second < end; second++) {
            last.add(counts[second]);
        }
        return last;
    }
}
