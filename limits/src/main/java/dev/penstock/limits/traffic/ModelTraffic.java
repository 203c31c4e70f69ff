package dev.penstock.limits.traffic;

import dev.penstock.contracts.pool.ModelReport;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.TokensByKind;
import dev.penstock.limits.rate.CallTokens;
import dev.penstock.limits.rate.ModelStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the outcomes of a pool's calls model by model between two reports; the least recently called are forgotten. */
final class ModelTraffic {
    /** The most models that are counted; a report names fewer. */
    private static final int MOST = 1_000;

    private final Map<String, Row> rows = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Row> eldest) {
            return size() > MOST;
        }
    };

    private static final class Row {
        private boolean isNew;
        private long tokens;
        private TokensByKind byKind = TokensByKind.NONE;
        private long answered;
        private long throttled;
        private boolean throttledForTokens;
        private long admittedBefore;
        private long eventsBefore;
    }

    /**
     * Notes a model that will be called.
     *
     * @return whether it is new beside others, so that limits may bind one of them only from now on
     */
    boolean arrived(String model) {
        boolean isNew = !rows.containsKey(model);
        of(model).isNew |= isNew;
        return isNew && rows.size() > 1;
    }

    /** Returns whether calls of more than one model came by. */
    boolean areSeveral() {
        return rows.size() > 1;
    }

    void answered(String model, CallTokens used) {
        Row row = of(model);
        row.answered++;
        row.tokens += used.total();
        row.byKind = row.byKind.plus(new TokensByKind(used.input(), used.output()));
    }

    void throttled(String model, boolean forTokens) {
        Row row = of(model);
        row.throttled++;
        row.throttledForTokens |= forTokens;
    }

    /**
     * Returns the traffic since the last call of this method, of models that are or were called, and starts to count anew.
     *
     * @param statuses the least recently called model first; of too many in use, the last ones are reported
     */
    List<ModelReport> take(List<ModelStatus> statuses, AnnouncedQuotas announced, long now) {
        List<ModelReport> reports = new ArrayList<>();
        for (ModelStatus status : statuses) {
            boolean isNew = of(status.model()).isNew;
            ModelReport report = take(status, announced.find(status.model(), now));
            if (isNew || isUsed(report)) {
                reports.add(report);
            }
        }
        return List.copyOf(reports.subList(Math.max(0, reports.size() - ModelReport.MOST), reports.size()));
    }

    private ModelReport take(ModelStatus status, @Nullable PoolQuota announced) {
        Row row = of(status.model());
        long paused = status.pausedFor().toMillis();
        ModelReport report = new ModelReport(
                status.model(),
                announced,
                since(row.admittedBefore, status.admitted()),
                row.tokens,
                row.answered,
                row.throttled,
                since(row.eventsBefore, status.throttleEvents()),
                row.throttledForTokens,
                paused > 0 ? paused : null,
                status.waiting(),
                status.inFlight(),
                status.use(),
                row.byKind.orNull());
        row.isNew = false;
        row.tokens = 0;
        row.byKind = TokensByKind.NONE;
        row.answered = 0;
        row.throttled = 0;
        row.throttledForTokens = false;
        row.admittedBefore = status.admitted();
        row.eventsBefore = status.throttleEvents();
        return report;
    }

    /** Returns by how much a number has grown, which begins anew when the rate limiter has forgotten the model meanwhile. */
    private static long since(long before, long now) {
        return now >= before ? now - before : now;
    }

    private static boolean isUsed(ModelReport report) {
        return report.calls() + report.answered() + report.throttled() + report.waiting() + report.inFlight() > 0
                || report.retryAfterMillis() != null;
    }

    @SuppressWarnings("NullAway") // The value is made where it is absent.
    private Row of(String model) {
        return rows.computeIfAbsent(model, any -> new Row());
    }
}
