package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.Traffic;

/** How large tasks and requests are, and so how many tasks a rate asks for. */
final class Dispatch {
    /** Above the target, so that the gates are what is exact. */
    private static final double ABOVE = 1.2;
    /** Nobody waits at a gate: what arrives is less than thought, or smaller. */
    private static final double STARVED = 2;

    private static final double SMOOTH_CALLS = 50;

    private double requestsPerTask;
    private double tokensPerRequest;

    Dispatch(double requestsPerTask, double tokensPerRequest) {
        this.requestsPerTask = requestsPerTask;
        this.tokensPerRequest = tokensPerRequest;
    }

    void heard(PoolReport report) {
        Traffic traffic = report.traffic();
        double weight = Math.min(1, traffic.calls() / SMOOTH_CALLS);
        if (report.requestsPerTask() > 0) {
            requestsPerTask = smooth(requestsPerTask, report.requestsPerTask(), weight);
        }
        if (traffic.calls() > 0 && traffic.tokens() > 0) {
            tokensPerRequest = smooth(tokensPerRequest, (double) traffic.tokens() / traffic.calls(), weight);
        }
    }

    QueueRate rate(Limits limits, boolean starved) {
        double perMinute = Double.POSITIVE_INFINITY;
        Long requests = limits.requestsPerMinute();
        if (requests != null) {
            perMinute = requests;
        }
        Long tokens = limits.tokensPerMinute();
        if (tokens != null && tokensPerRequest > 0) {
            perMinute = Math.min(perMinute, tokens / tokensPerRequest);
        }
        if (Double.isInfinite(perMinute)) {
            return QueueRate.UNLIMITED;
        }
        return new QueueRate(perMinute / 60 / Math.max(1, requestsPerTask) * (starved ? STARVED : ABOVE));
    }

    double requestsPerTask() {
        return requestsPerTask;
    }

    double tokensPerRequest() {
        return tokensPerRequest;
    }

    private static double smooth(double before, double value, double weight) {
        return before == 0 ? value : before + weight * (value - before);
    }
}
