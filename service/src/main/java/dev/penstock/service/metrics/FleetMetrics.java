package dev.penstock.service.metrics;

import dev.penstock.contracts.batch.BatchState;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.contracts.pool.PoolStatus;
import dev.penstock.service.dashboard.BatchFigures;
import dev.penstock.service.dashboard.DashboardOverview;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Metrics of all pools and batches, from their workflows; every API process exports the same values. */
@Singleton
public final class FleetMetrics {
    private final MultiGauge states = gauge("penstock.pool.state");
    private final MultiGauge requestLimits = gauge("penstock.pool.limit.requests.per.minute");
    private final MultiGauge tokenLimits = gauge("penstock.pool.limit.tokens.per.minute");
    private final MultiGauge inputLimits = gauge("penstock.pool.limit.input.tokens.per.minute");
    private final MultiGauge outputLimits = gauge("penstock.pool.limit.output.tokens.per.minute");
    private final MultiGauge batches = gauge("penstock.batches");
    private final MultiGauge total = gauge("penstock.batch.requests");
    private final MultiGauge done = gauge("penstock.batch.requests.done");
    private final MultiGauge failed = gauge("penstock.batch.requests.failed");

    void update(DashboardOverview overview) {
        states.register(overview.pools().stream().flatMap(FleetMetrics::states).toList(), true);
        requestLimits.register(limits(overview, pool -> pool.quota().requestsPerMinute()), true);
        tokenLimits.register(limits(overview, pool -> pool.quota().tokensPerMinute()), true);
        inputLimits.register(
                limits(overview, pool -> pool.quota().furtherOrNone().inputTokensPerMinute()), true);
        outputLimits.register(
                limits(overview, pool -> pool.quota().furtherOrNone().outputTokensPerMinute()), true);
        Map<BatchState, Long> byState =
                overview.batches().stream().collect(Collectors.groupingBy(BatchFigures::status, Collectors.counting()));
        batches.register(
                byState.entrySet().stream()
                        .map(state -> Row.of(Tags.of("state", state.getKey().toString()), state.getValue()))
                        .collect(Collectors.toList()),
                true);
        total.register(running(overview, BatchFigures::total), true);
        done.register(running(overview, batch -> batch.completed() + batch.failed()), true);
        failed.register(running(overview, BatchFigures::failed), true);
    }

    /** Returns a row for each state: 1 for the pool's current state, 0 for the others. */
    private static Stream<Row<?>> states(PoolStatus pool) {
        return Arrays.stream(PoolState.values())
                .map(state -> Row.of(
                        Tags.of("pool", pool.name(), "state", state.name().toLowerCase(Locale.ROOT)),
                        state == pool.state() ? 1 : 0));
    }

    private static List<Row<?>> limits(DashboardOverview overview, Function<PoolStatus, @Nullable Long> limit) {
        return overview.pools().stream()
                .filter(pool -> limit.apply(pool) != null)
                .<Row<?>>map(pool -> Row.of(Tags.of("pool", pool.name()), Objects.requireNonNull(limit.apply(pool))))
                .toList();
    }

    /** Returns a row for each batch that has not finished; finished batches would add too many series. */
    private static List<Row<?>> running(DashboardOverview overview, Function<BatchFigures, Long> number) {
        return overview.batches().stream()
                .filter(batch -> batch.finishedAt() == null)
                .<Row<?>>map(batch -> Row.of(Tags.of("batch", batch.id()), number.apply(batch)))
                .toList();
    }

    private static MultiGauge gauge(String name) {
        return MultiGauge.builder(name).register(Metrics.globalRegistry);
    }
}
