package dev.penstock.limits.simulation;

import static dev.penstock.limits.simulation.VirtualClock.SECOND;

import dev.penstock.contracts.pool.FurtherLimits;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolState;
import dev.penstock.contracts.pool.PoolStatus;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Scenarios of limits of an hour and of a day, beside one of a minute. */
final class LongLimitScenarios {
    private static final int HOUR = 3_600;
    private static final int PER_HOUR = 6_000;
    private static final int PER_DAY = 3_000;
    private static final int PER_MODEL = 1_000;

    private LongLimitScenarios() {}

    static Scenario hourUsedUp() {
        Simulation simulation = new Simulation(3 * HOUR);
        simulation.declared = declared(new FurtherLimits((long) PER_HOUR, null, null, null, null, null, null));
        simulation.provider.requests =
                new SeveralQuotas(List.of(new WindowQuota(600), new WindowQuota(PER_HOUR, HOUR * SECOND)));
        simulation.onSecond(120, () -> simulation.replaceWorker(1));
        simulation.onSecond(200, simulation::restartGovernor);
        simulation.onSecond(1_800, () -> simulation.replaceWorker(0));
        simulation.onSecond(HOUR + 400, simulation::restartGovernor);
        simulation.run(4);
        long[] answered = simulation.books.answered;
        int usedUp = lastCall(answered, 0, HOUR);
        return scenario(
                "hour_used_up",
                "4 workers, 600 requests a minute and %,d an hour declared, both counted over sliding windows; in three hours two workers die and are replaced, and the governor starts anew twice."
                        .formatted(PER_HOUR),
                "The first hour's requests were used up after %d min, and calls went on after %d min; answered in all: %,d of %,d."
                        .formatted(
                                minutes(usedUp),
                                minutes(firstCall(answered, usedUp + 60)),
                                SimulationRecords.sum(answered, 0, 3 * HOUR),
                                3 * PER_HOUR),
                simulation,
                SimulationRecords.sum(answered, 0, 3 * HOUR) / (3.0 * PER_HOUR),
                worst(simulation.books, HOUR) / (double) PER_HOUR - 1);
    }

    static Scenario dayUsedUp() {
        Simulation simulation = new Simulation(5 * HOUR);
        // At a whole minute, as a day that people declare.
        int starts = 3 * HOUR + (int) (60 - simulation.clock.epochMillis() / 1_000 % 60);
        String dayStart = DateTimeFormatter.ofPattern("HH:mm 'UTC'")
                .withZone(ZoneOffset.UTC)
                .format(Instant.ofEpochMilli(simulation.clock.epochMillis()).plusSeconds(starts));
        simulation.declared = declared(new FurtherLimits(null, (long) PER_DAY, null, null, null, null, dayStart));
        simulation.provider.requests =
                new SeveralQuotas(List.of(new WindowQuota(600), new DayQuota(PER_DAY, starts * SECOND)));
        simulation.onSecond(100, simulation::restartGovernor);
        simulation.onSecond(150, () -> simulation.replaceWorker(1));
        simulation.onSecond(HOUR, simulation::restartGovernor);
        simulation.onSecond(2 * HOUR, () -> simulation.replaceWorker(0));
        PoolState[] at = new PoolState[1];
        Long[] until = new Long[1];
        simulation.onSecond(starts - HOUR, () -> {
            PoolStatus status = simulation.governor().status(simulation.clock.epochMillis());
            at[0] = status.state();
            until[0] =
                    status.waiting() == null ? 0 : (status.waiting().until() - simulation.clock.epochMillis()) / 1_000;
        });
        simulation.run(3);
        long[] answered = simulation.books.answered;
        return scenario(
                "day_used_up",
                "3 workers, 600 requests a minute and %,d a day declared; the provider's day begins after 3 h. Two workers die and are replaced, and the governor starts anew twice."
                        .formatted(PER_DAY),
                "The day was used up after %d min. An hour before the next one the pool was %s for %d s more, and the first call came %d s after its beginning; answered: %,d and %,d of %,d a day."
                        .formatted(
                                minutes(lastCall(answered, 0, starts)),
                                String.valueOf(at[0]).toLowerCase(Locale.ROOT),
                                until[0],
                                firstCall(answered, starts) - starts,
                                SimulationRecords.sum(answered, 0, starts),
                                SimulationRecords.sum(answered, starts, 5 * HOUR),
                                PER_DAY),
                simulation,
                SimulationRecords.sum(answered, 0, 5 * HOUR) / (2.0 * PER_DAY),
                Math.max(sum(simulation.books, 0, starts), sum(simulation.books, starts, 5 * HOUR)) / (double) PER_DAY
                        - 1);
    }

    static Scenario dayOfOneModel() {
        Simulation simulation = new Simulation(2 * HOUR);
        simulation.declared = new PoolQuota(null, null, 20, null);
        simulation.provider.requestsOfModels.put("limited", new WindowQuota(PER_MODEL, 24 * HOUR * SECOND));
        simulation.provider.headersOfModels.put(
                "limited", new PoolQuota(null, 600_000L, null, null, FurtherLimits.perDay((long) PER_MODEL, null)));
        simulation.provider.requestsOfModels.put("other", new WindowQuota(600));
        simulation.provider.headersOfModels.put("other", new PoolQuota(600L, null, null, null));
        long[] begun = new long[1];
        simulation.work = () -> {
            long ended = simulation.books.answeredByModel.getOrDefault("limited", 0L);
            boolean isLimited = begun[0] % 2 == 0 && begun[0] / 2 - ended < 100;
            begun[0] += isLimited || begun[0] % 2 == 1 ? 1 : 0;
            return SimulatedRequest.of(isLimited ? "limited" : "other");
        };
        simulation.run(3);
        long limited = simulation.books.answeredByModel.getOrDefault("limited", 0L);
        long other = simulation.books.answeredByModel.getOrDefault("other", 0L);
        return scenario(
                "day_of_one_model",
                "3 workers, one pool, two models: %,d requests a day of the first and 600 a minute of the second, both announced in headers."
                        .formatted(PER_MODEL),
                "In two hours %,d calls of the first were answered and %d refused, and %,d of the second."
                        .formatted(limited, simulation.books.throttledByModel.getOrDefault("limited", 0L), other),
                simulation,
                (limited + other) / (double) (PER_MODEL + 600 * 120),
                (limited + simulation.books.throttledByModel.getOrDefault("limited", 0L)) / (double) PER_MODEL - 1);
    }

    private static PoolQuota declared(FurtherLimits limits) {
        return new PoolQuota(600L, null, 20, null, limits);
    }

    private static Scenario scenario(
            String name, String setting, String findings, Simulation simulation, double used, double tooMuch) {
        SimulationRecords books = simulation.books;
        double throttled = (double) SimulationRecords.sum(books.throttled, 0, simulation.seconds)
                / SimulationRecords.sum(books.sent, 0, simulation.seconds);
        return new Scenario(name, setting, findings, used, throttled, null, Math.max(0, tooMuch), null);
    }

    private static long worst(SimulationRecords books, int seconds) {
        long worst = 0;
        long sum = 0;
        for (int second = 0; second < books.seconds(); second++) {
            sum += books.sent[second] - (second < seconds ? 0 : books.sent[second - seconds]);
            worst = Math.max(worst, sum);
        }
        return worst;
    }

    private static long sum(SimulationRecords books, int from, int to) {
        return SimulationRecords.sum(books.sent, from, to);
    }

    private static int firstCall(long[] answered, int from) {
        int second = from;
        while (second < answered.length - 1 && answered[second] == 0) {
            second++;
        }
        return second;
    }

    private static int lastCall(long[] answered, int from, int to) {
        int second = to - 1;
        while (second > from && answered[second] == 0) {
            second--;
        }
        return second;
    }

    private static int minutes(int second) {
        return second / 60;
    }
}
