package dev.penstock.starter.report;

import dev.penstock.store.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Groups results by the time at which they arrived, in intervals as short as their number allows. */
final class BatchTimeline {
    private static final int MAX_POINTS = 360;
    private static final long SHORTEST_MS = 1_000;

    private NavigableMap<Long, TimelineInterval> intervals = new TreeMap<>();
    private long lengthMs = SHORTEST_MS;

    void add(String writer, Result result) {
        if (result.startedAt() == null) {
            return;
        }
        long at = result.startedAt().toEpochMilli() + result.latencyMs();
        intervals
                .computeIfAbsent(at / lengthMs, index -> new TimelineInterval())
                .add(writer, result);
        while (intervals.lastKey() - intervals.firstKey() >= MAX_POINTS) {
            widen();
        }
    }

    long lengthMs() {
        return lengthMs;
    }

    /** Returns the points without gaps; an interval without results has a point too. */
    List<ReportPoint> points() {
        List<ReportPoint> points = new ArrayList<>();
        if (intervals.isEmpty()) {
            return points;
        }
        double spent = 0;
        for (long index = intervals.firstKey(); index <= intervals.lastKey(); index++) {
            TimelineInterval interval = intervals.getOrDefault(index, new TimelineInterval());
            points.add(interval.point(index * lengthMs, lengthMs, spent));
            spent += interval.usd();
        }
        return points;
    }

    private void widen() {
        NavigableMap<Long, TimelineInterval> wider = new TreeMap<>();
        intervals.forEach((index, interval) ->
                wider.computeIfAbsent(index / 2, half -> new TimelineInterval()).add(interval));
        intervals = wider;
        lengthMs *= 2;
    }
}
