package dev.penstock.limits.share;

import dev.penstock.limits.governor.MaxMinFairness;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * Divides a limit per minute among processes that read each other's claims. Together they never have more than the limit: a process
 * gives up a part before it says so, and takes one only after it has said so and found that no other process has claimed it.
 *
 * @param limit the limit of all processes together, a minute
 * @param me this process's name
 * @param mine this process's claim
 * @param others the claims of the other processes that are alive, by name
 * @param gone what processes that have gone since used of it in the last minute
 */
public record ClaimDivision(long limit, String me, Claim mine, Map<String, Claim> others, long gone) {
    public ClaimDivision {
        others = Map.copyOf(others);
    }

    /** Returns the part that this process should have by what all want. */
    public long target() {
        TreeMap<String, Claim> all = new TreeMap<>(others);
        Claim unused = all.put(me, mine);
        long[] parts = MaxMinFairness.divide(
                limit, all.values().stream().mapToDouble(Claim::need).toArray());
        return parts[all.headMap(me).size()];
    }

    /** Returns the part that this process may announce: its target, as far as no other process has claimed it. */
    public long announced() {
        return Math.min(target(), Math.max(0, limit - claimed()));
    }

    /** Returns whether this process may use what it has announced. */
    public boolean isFree() {
        return mine.share() + claimed() <= limit;
    }

    /** Returns whether this process waits for the others when several have announced more than there is. */
    public boolean isFirst() {
        return others.keySet().stream().allMatch(other -> me.compareTo(other) < 0);
    }

    /**
     * Returns how much of its part a process may use at once when it takes the first part: what was used in the last minute, and
     * what the others may use at once, is not there.
     */
    public long usableAtOnce() {
        long wanted = others.values().stream().mapToLong(Claim::wanted).sum();
        // Among what is wanted here is the request for which the part is taken.
        long used = Math.max(0, mine.wanted() - 1);
        return Math.clamp(limit - claimed() - wanted - gone - used, 0, mine.share());
    }

    private long claimed() {
        return sum(others.values());
    }

    private static long sum(Collection<Claim> claims) {
        return claims.stream().mapToLong(Claim::share).sum();
    }
}
