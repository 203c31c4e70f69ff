package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.DayStart;
import dev.penstock.contracts.pool.FurtherLimits;
import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.PoolReport;
import dev.penstock.contracts.pool.PoolStatus;
import dev.penstock.contracts.pool.TotalLimit;
import dev.penstock.contracts.pool.TotalUse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls of the last hour and day of all workers, and lends each worker as much of the limits as it may start until its
 * next report. What is lent counts like what is used, so that no limit is ever exceeded, whatever gets lost.
 */
final class LongUse {
    /** The time after which what was lent to a silent process counts as used; no call takes longer. */
    private static final long WRITTEN_OFF_MILLIS = Duration.ofMinutes(10).toMillis();

    private static final long FORGOTTEN_MILLIS = Duration.ofDays(2).toMillis();
    /** The most processes that are remembered besides living ones; those that stop in an orderly way are forgotten at once. */
    private static final int MOST = 200;

    private final UseHistory hour;
    private final UseHistory day;
    private final SortedMap<String, LentQuota> workers = new TreeMap<>();
    private final @Nullable Long since;

    /**
     * @param memory null = nothing was used yet, and no process began before
     */
    LongUse(PoolMemory.@Nullable LongUse memory) {
        since = memory == null ? null : memory.since();
        hour = UseHistory.ofHour(memory == null ? List.of() : memory.minutes());
        day = UseHistory.ofDay(memory == null ? List.of() : memory.quarters());
        if (memory != null) {
            memory.workers().forEach(worker -> workers.put(worker.name(), new LentQuota(worker)));
        }
    }

    /** Creates the use of something that processes may have called before, of which nothing is known. */
    static LongUse from(long now) {
        return new LongUse(new PoolMemory.LongUse(List.of(), List.of(), List.of(), now));
    }

    void record(PoolReport report, long now) {
        TotalUse use = report.use();
        if (use == null) {
            add(report.traffic().calls(), report.traffic().tokens(), now);
        } else {
            workers.computeIfAbsent(
                            report.worker(), name -> mayBeOlder(now) ? new LentQuota(report, use) : new LentQuota(name))
                    .record(use, this, now);
        }
        forgetSilent(now);
    }

    void add(long requests, long tokens, long now) {
        hour.add(requests, tokens, now);
        day.add(requests, tokens, now);
    }

    /** Takes back what was lent to a worker that stops, except for calls under way, of which it reports nothing more. */
    void remove(String worker, long now) {
        LentQuota gone = workers.remove(worker);
        if (gone != null) {
            add(0, gone.tokensInFlight, now);
        }
    }

    /**
     * Lends to a worker that has just reported.
     *
     * @param wanted what it can use until its next report
     * @return null = nothing is limited, or the worker is of a version that does not count
     */
    @Nullable
    TotalLimit lend(PoolReport report, UseForecast wanted, CountedLimits limits, long now) {
        LentQuota worker = workers.get(report.worker());
        if (worker == null || !limits.all().areLong()) {
            return null;
        }
        long others = Math.max(
                1, workers.values().stream().filter(one -> isAlive(one, now)).count());
        OptionalLong requests = room(true, worker, limits, now);
        OptionalLong tokens = room(false, worker, limits, now);
        TotalUse use = report.use() == null ? TotalUse.NONE : report.use();
        Long newRequests = null;
        Long newTokens = null;
        if (requests.isPresent()) {
            long room = Math.max(0, requests.getAsLong());
            newRequests = Math.min(room, Math.min(wanted.requests(), Math.max(1, room / others)));
        }
        if (tokens.isPresent()) {
            long room = Math.max(0, tokens.getAsLong() - use.tokensInFlight());
            long part = Math.max(use.largestWaiting(), Math.min(wanted.tokens(), room / others));
            newTokens = use.tokensInFlight() + Math.min(room, part);
        }
        TotalLimit lent = worker.lend(newRequests, newTokens);
        if (limits.ofAnnounced() != null) {
            limits.ofAnnounced().noteLent(report.worker(), worker);
        }
        return lent;
    }

    /** Notes what a process was lent of the whole pool, which counts as used of its only model as well if the process dies. */
    private void noteLent(String name, LentQuota ofPool) {
        LentQuota worker = workers.get(name);
        if (worker != null) {
            worker.lentRequests = ofPool.lentRequests;
            worker.lentTokens = ofPool.lentTokens;
        }
    }

    /** Returns the limits of an hour or a day with what is used of each. */
    List<PoolStatus.Window> windows(CountedLimits limits, @Nullable String model, long now) {
        return Arrays.stream(HourOrDayLimit.values())
                .flatMap(
                        limit -> Optional.ofNullable(limit.of(limits.all()))
                                .map(most -> window(limit, most, limits, model, now))
                                .stream())
                .toList();
    }

    /** Returns the limit that is used up and returns last; empty if none is. */
    Optional<PoolStatus.Window> usedUp(CountedLimits limits, @Nullable String model, long now) {
        return windows(limits, model, now).stream()
                .filter(window -> window.until() != null)
                .max(Comparator.comparing(PoolStatus.Window::until));
    }

    PoolMemory.LongUse memory() {
        return new PoolMemory.LongUse(
                hour.memory(),
                day.memory(),
                workers.values().stream().map(LentQuota::memory).toList(),
                since);
    }

    /** Returns whether nothing of the last day is known. */
    boolean isForgotten(long now) {
        forgetSilent(now);
        return now - day.lastUse() > UseHistory.DAY + UseHistory.HOUR;
    }

    long lastUse() {
        return day.lastUse();
    }

    /** Returns whether a process of which nothing is known may have begun before counting did; a day later, what it used is over. */
    private boolean mayBeOlder(long now) {
        return since != null && now - since < UseHistory.DAY;
    }

    private PoolStatus.Window window(
            HourOrDayLimit limit, long most, CountedLimits limits, @Nullable String model, long now) {
        DayStart dayStart = dayStart(limits.all());
        LongUse counted = limits.useOf(limit, this);
        long used = used(limit, limits, now);
        // What a silent process was lent cannot be used; and the last tokens do not serve a call of the usual size.
        long lost = sumOf(limit.countsRequests(), one -> !isAlive(one, now));
        long needed = limit.countsRequests() ? 1 : tokensNeeded(now);
        boolean isUsedUp = used > 0 && used + lost + needed > most;
        Long until = isUsedUp
                ? (Long) Math.max(
                        now + 1,
                        limit.belowAt(Math.max(1, most - needed + 1), counted.hour, counted.day, dayStart, now))
                : null;
        return new PoolStatus.Window(limit.words(), used, most, until, model);
    }

    /** Returns how much may be lent to a worker in all; empty if nothing is limited. */
    private OptionalLong room(boolean requests, LentQuota worker, CountedLimits limits, long now) {
        long lentToOthers = sumOf(requests, one -> one != worker);
        return Arrays.stream(HourOrDayLimit.values())
                .filter(limit -> limit.countsRequests() == requests)
                .flatMap(limit -> Optional.ofNullable(limit.of(limits.all()))
                        .map(most -> most - used(limit, limits, now) - lentToOthers)
                        .stream())
                .mapToLong(Long::longValue)
                .min();
    }

    private long used(HourOrDayLimit limit, CountedLimits limits, long now) {
        LongUse counted = limits.useOf(limit, this);
        return limit.used(counted.hour, counted.day, dayStart(limits.all()), now);
    }

    private long sumOf(boolean requests, java.util.function.Predicate<LentQuota> which) {
        ToLongFunction<LentQuota> lent = requests ? one -> one.lentRequests : one -> one.lentTokens;
        return workers.values().stream().filter(which).mapToLong(lent).sum();
    }

    /** Returns the tokens of a usual call, or of the largest that waits if that is smaller: one large call must not stop others. */
    private long tokensNeeded(long now) {
        long calls = day.used(PoolMemory.UseOfPeriod::requests, now);
        long usual = calls == 0 ? 1 : Math.max(1, day.used(PoolMemory.UseOfPeriod::tokens, now) / calls);
        return workers.values().stream()
                .mapToLong(one -> one.largestWaiting)
                .filter(tokens -> tokens > 0)
                .max()
                .stream()
                .map(largest -> Math.min(largest, usual))
                .findFirst()
                .orElse(usual);
    }

    private static boolean isAlive(LentQuota worker, long now) {
        return now - worker.lastReport < PoolWorkers.SILENCE_MILLIS;
    }

    private void forgetSilent(long now) {
        for (LentQuota worker : workers.values()) {
            if (now - worker.lastReport >= WRITTEN_OFF_MILLIS) {
                worker.writeOff(this, now);
            }
        }
        workers.values().removeIf(worker -> now - worker.lastReport >= FORGOTTEN_MILLIS);
        if (workers.size() > MOST) {
            List<Map.Entry<String, LentQuota>> longestSilent = workers.entrySet().stream()
                    .filter(entry -> !isAlive(entry.getValue(), now))
                    .sorted(Comparator.comparingLong(entry -> entry.getValue().lastReport))
                    .limit(workers.size() - MOST)
                    .toList();
            longestSilent.forEach(silent -> {
                silent.getValue().writeOff(this, now);
                workers.remove(silent.getKey());
            });
        }
    }

    private static @Nullable DayStart dayStart(FurtherLimits limits) {
        return limits.dayStart() == null
                ? null
                : DayStart.parse(limits.dayStart()).orElse(null);
    }
}
