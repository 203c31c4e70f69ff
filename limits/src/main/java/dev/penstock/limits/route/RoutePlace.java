package dev.penstock.limits.route;

import java.util.List;
import java.util.function.Function;

/**
 * The place of a pool in a route.
 *
 * @param order pools of a higher order are called while none of a lower one is open
 * @param spill whether the pool is also called while those of a lower order are open and have no room
 * @param weight the pool's part of the calls relative to others of its order, as long as all of them have room
 */
public record RoutePlace(int order, boolean spill, double weight) {
    public RoutePlace {
        if (!(weight > 0)) {
            throw new IllegalArgumentException("a weight must be more than zero, not " + weight);
        }
    }

    /** Returns those of a route's members that are called while all are open: of the lowest order, and others that spill. */
    public static <T> List<T> usual(List<T> members, Function<T, RoutePlace> placeOf) {
        int first = members.stream()
                .mapToInt(member -> placeOf.apply(member).order)
                .min()
                .orElse(0);
        return members.stream()
                .filter(member -> placeOf.apply(member).order == first || placeOf.apply(member).spill)
                .toList();
    }
}
