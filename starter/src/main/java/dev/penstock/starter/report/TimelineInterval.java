package dev.penstock.starter.report;

import dev.penstock.store.Result;
import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The results that arrived within one interval; intervals can be added up. */
final class TimelineInterval {
    private static final int DIGITS = 2;

    private long answered;
    private long failed;
    private long retries;
    private long throttled;
    private long tokens;
    private long waitedMs;
    private double usd;
    private final Histogram latency = new Histogram(DIGITS);
    /** The last limit in force, by process and called pool. */
    private final Map<String, Long> limits = new HashMap<>();

    TimelineInterval() {
        latency.setAutoResize(true);
    }

    void add(String writer, Result result) {
        if (result.isAnswered()) {
            answered++;
            recordLatency(result);
        } else {
            failed++;
        }
        retries += Math.max(0, result.attempts() - 1);
        throttled += result.throttled();
        tokens += result.usage().total();
        usd += result.costUsd() == null ? 0 : result.costUsd().doubleValue();
        Result.Call call = result.call();
        if (call != null) {
            waitedMs += call.waitedMs();
            if (call.limit() != null) {
                limits.put(writer + " " + call.pool(), call.limit());
            }
        }
    }

    /** Records a result's latency; an answer of the provider's batch lane has none. */
    private void recordLatency(Result result) {
        if (result.lane() == null) {
            latency.recordValue(Math.max(0, result.latencyMs()));
        }
    }

    void add(TimelineInterval later) {
        answered += later.answered;
        failed += later.failed;
        retries += later.retries;
        throttled += later.throttled;
        tokens += later.tokens;
        waitedMs += later.waitedMs;
        usd += later.usd;
        latency.add(later.latency);
        limits.putAll(later.limits);
    }

    /**
     * Returns the point that the page shows for this interval.
     *
     * @param at the interval's beginning, in milliseconds since 1970
     * @param spentBefore US dollars
     */
    ReportPoint point(long at, long lengthMs, double spentBefore) {
        double minutes = lengthMs / 60_000.0;
        long done = answered + failed;
        return new ReportPoint(
                at,
                done / minutes,
                limits.isEmpty()
                        ? null
                        : limits.values().stream().mapToLong(Long::longValue).sum(),
                throttled / minutes,
                retries / minutes,
                done == 0 ? null : 100.0 * failed / done,
                percentile(50),
                percentile(90),
                percentile(99),
                tokens * 1000.0 / lengthMs,
                done == 0 ? null : waitedMs / 1000.0 / done,
                spentBefore + usd);
    }

    double usd() {
        return usd;
    }

    private @Nullable Long percentile(double percent) {
        return latency.getTotalCount() == 0 ? null : latency.getValueAtPercentile(percent);
    }
}
