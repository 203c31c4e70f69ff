package dev.penstock.limits.route;

import dev.penstock.limits.rate.AdmissionForecast;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/**
 * Decides which pool of a route the next call goes to: of the open pools of the lowest order, one that can start it at once,
 * in turn by weights, or else the one where it waits least.
 *
 * <p>Arithmetic only: what the pools' rate limiters forecast is passed in.
 */
public final class RouteChoice {
    /** A pool at which a call waits longer has no room, so that calls may spill to the next order. */
    static final long ROOM_NANOS = Duration.ofSeconds(1).toNanos();
    /** A pool that admits no call for longer than a minute's quota needs to recover is as good as closed: its day is used up. */
    static final long CLOSED_NANOS = Duration.ofSeconds(65).toNanos();
    /** A waiting call leaves its pool for one that saves it this much. */
    static final long WORTH_MOVING_NANOS = Duration.ofSeconds(2).toNanos();

    private final List<RoutePlace> places;
    /** How much each pool is behind its part by weight. */
    private final double[] credit;

    public RouteChoice(List<RoutePlace> places) {
        this.places = List.copyOf(places);
        credit = new double[places.size()];
    }

    /**
     * Chooses a pool for a call.
     *
     * @param forecasts what the pools' rate limiters forecast, in the order of the places
     * @param isPossible whether a pool is asked at all
     * @return the pool's index; empty if none is open
     */
    public synchronized OptionalInt choose(List<AdmissionForecast> forecasts, IntPredicate isPossible) {
        List<Integer> usable = usable(forecasts, isPossible);
        OptionalInt probe = usable.stream()
                .filter(index -> forecasts.get(index).isProbe())
                .mapToInt(index -> index)
                .findFirst();
        if (probe.isPresent() || usable.isEmpty()) {
            return probe;
        }
        long least = leastWait(usable, forecasts);
        return OptionalInt.of(inTurn(usable.stream()
                .filter(index -> forecasts.get(index).waitNanos() == least)
                .toList()));
    }

    /**
     * Returns the pools that calls may go to now: those of the lowest order of which one is open, and further ones that take
     * what has no room there.
     */
    public List<Integer> usable(List<AdmissionForecast> forecasts, IntPredicate isPossible) {
        List<Integer> open = open(forecasts, isPossible);
        List<Integer> usable = new ArrayList<>();
        for (int order : open.stream()
                .map(index -> places.get(index).order())
                .distinct()
                .sorted()
                .toList()) {
            boolean isFirst = usable.isEmpty();
            if (!isFirst && leastWait(usable, forecasts) <= ROOM_NANOS) {
                return usable;
            }
            open.stream()
                    .filter(index -> places.get(index).order() == order)
                    .filter(index -> isFirst || places.get(index).spill())
                    .forEach(usable::add);
        }
        return usable;
    }

    /** Returns whether calls that wait at a pool should go to another one, because it is closed or they would wait much longer. */
    public boolean isWorthLeaving(int from, List<AdmissionForecast> forecasts) {
        List<Integer> others = usable(forecasts, index -> index != from);
        if (others.isEmpty()) {
            return false;
        }
        List<Integer> all = usable(forecasts, any -> true);
        long here = forecasts.get(from).waitNanos();
        return !all.contains(from)
                || (here - leastWait(others, forecasts) > WORTH_MOVING_NANOS && isNear(from, others));
    }

    private boolean isNear(int from, List<Integer> others) {
        return others.stream()
                .anyMatch(index -> places.get(index).spill()
                        || places.get(index).order() <= places.get(from).order());
    }

    private List<Integer> open(List<AdmissionForecast> forecasts, IntPredicate isPossible) {
        List<Integer> open = new ArrayList<>();
        for (int index = 0; index < places.size(); index++) {
            AdmissionForecast forecast = forecasts.get(index);
            if (isPossible.test(index) && forecast.isOpen() && forecast.waitNanos() <= CLOSED_NANOS) {
                open.add(index);
            }
        }
        return open;
    }

    private static long leastWait(List<Integer> indices, List<AdmissionForecast> forecasts) {
        return indices.stream()
                .mapToLong(index -> forecasts.get(index).waitNanos())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Gives each pool its weight in credit and takes all from the one that is next, so that turns are spread evenly. */
    private int inTurn(List<Integer> equals) {
        double sum = 0;
        for (int index : equals) {
            credit[index] += places.get(index).weight();
            sum += places.get(index).weight();
        }
        int next = equals.stream()
                .max(Comparator.comparingDouble(index -> credit[index]))
                .orElseThrow();
        credit[next] -= sum;
        return next;
    }
}
