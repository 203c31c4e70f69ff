package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.TotalUse;

/**
 * Forecasts the most that a worker can use until its next report: five seconds' calls, in case the report is late.
 *
 * @param tokens with those of calls under way
 */
record UseForecast(long requests, long tokens) {
    private static final double SECONDS = 5;
    private static final double HEADROOM = 1.5;
    private static final long AT_LEAST = 10;
    /** The tokens of a call while nothing is known of its size. */
    private static final double USUAL_TOKENS = 1_000;

    static final UseForecast NOTHING = new UseForecast(0, 0);

    static UseForecast of(PoolReport report, WorkerState worker) {
        if (report.waiting() == 0 && report.inFlight() == 0 && report.traffic().calls() == 0) {
            // What an idle worker holds, others could use.
            return NOTHING;
        }
        double recent = HEADROOM * worker.used(QuotaDimension.REQUESTS) / 60 * SECONDS;
        double share = worker.limit(QuotaDimension.REQUESTS).orInfinity() / 60 * SECONDS;
        double requests = Math.ceil(Math.max(recent, Math.min(report.waiting(), share)) + AT_LEAST);
        return new UseForecast((long) requests, (long) Math.ceil(requests * tokensPerCall(report, worker)));
    }

    private static double tokensPerCall(PoolReport report, WorkerState worker) {
        TotalUse use = report.use();
        double reserved = use == null || report.inFlight() == 0 ? 0 : (double) use.tokensInFlight() / report.inFlight();
        double calls = worker.used(QuotaDimension.REQUESTS);
        double used = calls < 1 ? 0 : worker.used(QuotaDimension.TOKENS) / calls;
        double known = Math.max(reserved, used);
        return known > 0 ? known : USUAL_TOKENS;
    }
}
