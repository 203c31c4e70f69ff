package dev.penstock.limits.simulation;

import java.util.Collection;
import java.util.function.IntToDoubleFunction;

/** What the books of a simulation say, once its first minute is over. */
final class ScenarioMetrics {
    static final int WARM = 60;

    private final SimulationRecords books;
    /** Requests or tokens that the provider would have let in, by second. */
    private final IntToDoubleFunction available;

    private final long[] used;
    private final boolean countsTokens;
    private final int end;

    private ScenarioMetrics(Simulation simulation, long[] used, IntToDoubleFunction available) {
        this.books = simulation.books;
        this.used = used;
        this.available = available;
        this.countsTokens = used != simulation.books.answered;
        this.end = simulation.seconds;
    }

    static ScenarioMetrics ofRequests(Simulation simulation, IntToDoubleFunction perMinute) {
        return new ScenarioMetrics(simulation, simulation.books.answered, perMinute);
    }

    static ScenarioMetrics ofTokens(Simulation simulation, IntToDoubleFunction perMinute) {
        return new ScenarioMetrics(simulation, simulation.books.tokens, perMinute);
    }

    static ScenarioMetrics ofInputTokens(Simulation simulation, IntToDoubleFunction perMinute) {
        return new ScenarioMetrics(simulation, simulation.books.input, perMinute);
    }

    static ScenarioMetrics ofOutputTokens(Simulation simulation, IntToDoubleFunction perMinute) {
        return new ScenarioMetrics(simulation, simulation.books.output, perMinute);
    }

    double utilisation() {
        return SimulationRecords.sum(used, WARM, end) / available(WARM, end);
    }

    /** Of all calls, those of the first minute too. */
    double throttledShare() {
        return (double) SimulationRecords.sum(books.throttled, 0, end) / SimulationRecords.sum(books.sent, 0, end);
    }

    /** By how much the fullest minute of calls exceeded what the provider would have let in. */
    double overshoot() {
        double worst = 0;
        for (int second = WARM; second + 60 <= end; second++) {
            double allowed = available(second, second + 60);
            long wanted = SimulationRecords.sum(used, second, second + 60)
                    + (countsTokens ? 0 : SimulationRecords.sum(books.throttled, second, second + 60));
            if (allowed > 0) {
                worst = Math.max(worst, wanted / allowed - 1);
            }
        }
        return worst;
    }

    /** Seconds until ten seconds' answers come within 10 % of what the provider lets in. */
    int secondsToSettle(int from) {
        for (int second = from; second + 10 <= end; second++) {
            double part = SimulationRecords.sum(used, second, second + 10) / available(second, second + 10);
            if (part >= 0.9 && part <= 1.1) {
                return second - from;
            }
        }
        return end - from;
    }

    /** Seconds until no more calls are sent in five seconds than a tenth above what the provider lets in. */
    int secondsToFollowDown(int from) {
        int second = from;
        while (SimulationRecords.sum(books.sent, second, second + 5) > 1.1 * available(second, second + 5)) {
            second++;
        }
        return second - from;
    }

    /** 1 = all the same, 1/n = one has everything. */
    static double jain(Collection<Double> parts) {
        double sum = parts.stream().mapToDouble(part -> part).sum();
        double squares = parts.stream().mapToDouble(part -> part * part).sum();
        return sum * sum / (parts.size() * squares);
    }

    static double jainOfWorkers(Simulation simulation) {
        return jain(simulation.books.tokensByWorker.values().stream()
                .map(tokens -> (double) tokens)
                .toList());
    }

    private double available(int from, int to) {
        double sum = 0;
        for (int second = from; second < to; second++) {
            sum += available.applyAsDouble(second) / 60;
        }
        return sum;
    }
}
