package dev.penstock.starter.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A point of the plots; null means that nothing measurable happened.
 *
 * @param rate results per minute
 * @param limit calls per minute that all workers together might make
 * @param failedPercent dead letters among the results
 * @param tokens per second
 * @param waited average seconds at the rate limiter
 * @param spent US dollars up to then, as far as prices are known
 */
record ReportPoint(
        long at,
        double rate,
        @Nullable Long limit,
        double throttled,
        double retries,
        @JsonProperty("failed_percent") @Nullable Double failedPercent,
        @Nullable Long p50,
        @Nullable Long p90,
        @Nullable Long p99,
        double tokens,
        @Nullable Double waited,
        double spent) {}
