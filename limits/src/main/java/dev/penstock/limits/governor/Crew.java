package dev.penstock.limits.governor;

import dev.penstock.contracts.pool.PoolMemory;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolReport;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The workers, and what each may use.
 *
 * <p>A worker hears of its share only in the answer to its own report. So a share that is to shrink counts in full until
 * that worker was here again, and who is to grow gets what is free by then: the sum never exceeds the quota by more
 * than a trickle.
 */
final class Crew {
    static final long SILENCE_MILLIS = 5_000;

    private static final long TURN_MILLIS = 10_000;

    private final SortedMap<String, Member> members = new TreeMap<>();

    Crew(List<PoolMemory.Member> memory) {
        memory.forEach(member -> members.put(member.name(), new Member(member)));
    }

    Member heard(PoolReport report, long now) {
        Member member = members.computeIfAbsent(report.worker(), name -> new Member(name, now));
        member.heard(report, now);
        return member;
    }

    void leave(String worker) {
        members.remove(worker);
    }

    void forgetSilent(long now) {
        members.values().removeIf(member -> now - member.lastReport >= SILENCE_MILLIS);
    }

    /** Gives one worker its part; null = no limit. */
    void grant(Member member, Dimension dimension, @Nullable Long quota, long now) {
        if (quota == null) {
            member.hold(dimension, Member.UNLIMITED);
            return;
        }
        long target =
                targets(dimension, quota, now)[members.headMap(member.name).size()];
        long held = member.held(dimension);
        if (target > held) {
            // A little more than there is: a newcomer shall not have to wait for the others.
            long trickle = dimension == Dimension.CONCURRENCY ? 0 : Math.max(1, quota / 100);
            long free = quota + trickle - heldByOthers(member, dimension);
            target = Math.max(held, Math.min(target, Math.max(0, free)));
        }
        member.hold(dimension, target);
    }

    /** Whether somebody hungry has less than is meant for him, until another has given it back. */
    boolean isAnyoneWaitingForMore(Dimension dimension, @Nullable Long quota, long now) {
        if (quota == null || members.size() < 2) {
            return false;
        }
        long[] targets = targets(dimension, quota, now);
        int i = 0;
        for (Member member : members.values()) {
            boolean hasLess = member.held(dimension) < 0.95 * targets[i++] - 1;
            if (hasLess && member.need(dimension, 0) == WaterFilling.EVERYTHING) {
                return true;
            }
        }
        return false;
    }

    Collection<Member> members() {
        return members.values();
    }

    int size() {
        return members.size();
    }

    boolean has(@Nullable String worker) {
        return worker != null && members.containsKey(worker);
    }

    int sum(ToIntFunction<Member> amount) {
        return members.values().stream().mapToInt(amount).sum();
    }

    /** What all of them declare, of each value the least: a limit that only one was told is the account's all the same. */
    PoolQuota declared() {
        return members.values().stream()
                .map(Member::declared)
                .filter(Objects::nonNull)
                .reduce(PoolQuota::least)
                .orElse(PoolQuota.NOT_SAID);
    }

    private long[] targets(Dimension dimension, long quota, long now) {
        int count = members.size();
        if (quota < count) {
            // Less than one for each: they take turns, for each may have requests waiting.
            return inTurns(quota, count, now / TURN_MILLIS);
        }
        double minimum = quota / (100.0 * count);
        double[] needs = members.values().stream()
                .mapToDouble(member -> member.need(dimension, minimum))
                .toArray();
        return WaterFilling.divide(quota, needs);
    }

    private static long[] inTurns(long quota, int count, long turn) {
        long[] parts = new long[count];
        for (int i = 0; i < quota; i++) {
            parts[(int) ((turn * quota + i) % count)] = 1;
        }
        return parts;
    }

    private long heldByOthers(Member member, Dimension dimension) {
        long sum = 0;
        for (Member other : members.values()) {
            if (other == member) {
                continue;
            }
            long held = other.held(dimension);
            if (held == Member.UNLIMITED) {
                return Long.MAX_VALUE / 2;
            }
            sum += dimension == Dimension.CONCURRENCY ? Math.max(held, other.inFlight()) : held;
        }
        return sum;
    }
}
