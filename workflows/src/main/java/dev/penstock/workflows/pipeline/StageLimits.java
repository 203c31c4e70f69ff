package dev.penstock.workflows.pipeline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much of each stage may be in flight: requests up to the stage's limit, and 64 slices. */
final class StageLimits {
    /** The most slices of a stage in flight; more would mean too many pending activities. */
    private static final int SLICES_IN_FLIGHT = 64;

    /**
     * The number of slices that should share a small limit, so that workers have something to do while one slice leaves and
     * another comes.
     */
    private static final int SLICES_THAT_SHARE = SLICES_IN_FLIGHT / 2;

    private List<Integer> limits;
    private final int[] requestsInFlight;
    private final int[] slicesInFlight;

    /**
     * @param limits by stage, the most requests in flight
     */
    StageLimits(List<Integer> limits) {
        this.limits = limits;
        requestsInFlight = new int[limits.size()];
        slicesInFlight = new int[limits.size()];
    }

    List<Integer> all() {
        return limits;
    }

    void set(List<Integer> newLimits) {
        limits = newLimits;
    }

    /** Returns whether these can be limits: one for each stage, none below 1. */
    boolean canBe(List<@Nullable Integer> newLimits) {
        return newLimits.size() == limits.size() && newLimits.stream().allMatch(limit -> limit != null && limit >= 1);
    }

    int requestsInFlight(int stage) {
        return requestsInFlight[stage];
    }

    /** Counts a slice, with this many requests at once, as in flight. */
    void begin(int stage, int atOnce) {
        requestsInFlight[stage] += atOnce;
        slicesInFlight[stage]++;
    }

    void end(int stage, int atOnce) {
        requestsInFlight[stage] -= atOnce;
        slicesInFlight[stage]--;
    }

    boolean haveRoomForASlice(int stage) {
        return slicesInFlight[stage] < SLICES_IN_FLIGHT;
    }

    /** Returns whether the requests' limit leaves room for the least that a slice of this many requests needs at once. */
    boolean allow(int stage, int requests) {
        return requestsInFlight[stage] + least(stage, requests) <= limits.get(stage);
    }

    /**
     * Returns how many requests of a slice may be called at once: a fair part of what is free.
     *
     * @param requests of the slice
     * @param slices the number of slices that wait for the same step
     */
    int atOnce(int stage, int requests, int slices) {
        int fairPart = (limits.get(stage) - requestsInFlight[stage]) / Math.max(1, slices);
        return Math.clamp(fairPart, least(stage, requests), requests);
    }

    /** Returns the least number of requests at once for a slice, which is 1 where the limit is small. */
    private int least(int stage, int requests) {
        return Math.clamp(Math.ceilDiv(limits.get(stage), SLICES_THAT_SHARE), 1, requests);
    }
}
