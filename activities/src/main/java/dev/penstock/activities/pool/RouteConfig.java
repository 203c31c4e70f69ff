package dev.penstock.activities.pool;

import dev.penstock.activities.prices.ModelPattern;
import dev.penstock.contracts.pool.PoolInput;
import dev.penstock.limits.route.RoutePlace;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a route: the pools that can answer requests for some models.
 *
 * @param name name of the route's task queue; it differs from all pools' names
 * @param models the models as requests name them; {@code *} stands for any text
 * @param members the pools, of which each has its own quota
 */
public record RouteConfig(String name, List<String> models, List<Member> members) {
    private static final int LONGEST_NAME = 64;
    private static final String PREFIX = "route-";

    /**
     * A pool of a route.
     *
     * @param pool name of the pool
     * @param model the model's name at this pool; null = as requests name it
     */
    public record Member(String pool, @Nullable String model, RoutePlace place) {}

    public RouteConfig {
        if (!PoolInput.isName(name)) {
            throw new IllegalArgumentException("'%s' is not a route's name".formatted(name));
        }
        if (members.isEmpty()) {
            throw new IllegalArgumentException("route %s names no pool".formatted(name));
        }
        models = List.copyOf(models);
        members = List.copyOf(members);
    }

    /** Returns a route's name as it was configured, which a task queue has behind a prefix; other names stay as they are. */
    public static String shown(String name) {
        return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
    }

    /** Returns the name of the route of a model or of a pool with several keys, as a name of a task queue can be. */
    public static String nameOf(String what) {
        String name = PREFIX + what.replaceAll("[^A-Za-z0-9._-]", "-");
        return name.substring(0, Math.min(LONGEST_NAME, name.length()));
    }

    /** Returns a line for people: {@code gpt-4o-mini: eastus (my-deployment, weight 2), westus; then openai (spill)}. */
    public String description() {
        Map<Integer, List<Member>> orders = members.stream()
                .collect(Collectors.groupingBy(member -> member.place().order(), TreeMap::new, Collectors.toList()));
        return String.join(" ", models) + ": "
                + orders.values().stream()
                        .map(order ->
                                order.stream().map(RouteConfig::description).collect(Collectors.joining(", ")))
                        .collect(Collectors.joining("; then "));
    }

    private static String description(Member member) {
        RoutePlace place = member.place();
        String more = Stream.of(
                        Optional.ofNullable(member.model()).orElse(""),
                        place.weight() == 1
                                ? ""
                                : "weight "
                                        + BigDecimal.valueOf(place.weight())
                                                .stripTrailingZeros()
                                                .toPlainString(),
                        place.spill() ? "spill" : "")
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        return more.isEmpty() ? member.pool() : "%s (%s)".formatted(member.pool(), more);
    }

    /** Returns this route with those of its members that are called while all pools are open, see {@link RoutePlace#usual}. */
    public RouteConfig usual() {
        return new RouteConfig(name, models, RoutePlace.usual(members, Member::place));
    }

    /** Returns this route with one of its pools, under the name of the lowest order where the route leads there several times. */
    public RouteConfig only(String pool) {
        return new RouteConfig(
                name,
                models,
                members.stream()
                        .filter(member -> member.pool().equals(pool))
                        .min(Comparator.comparingInt(member -> member.place().order()))
                        .stream()
                        .toList());
    }

    /** Returns the names of the route's pools. */
    public List<String> pools() {
        return members.stream().map(Member::pool).distinct().toList();
    }

    /** Returns the route that names a model most exactly, unless a pool names it more exactly; of equally exact routes, the first. */
    public static Optional<RouteConfig> serving(String model, List<RouteConfig> routes, List<PoolConfig> pools) {
        return serving(
                model,
                routes,
                pools.stream()
                        .mapToInt(pool -> ModelPattern.exactness(pool.models(), model))
                        .max()
                        .orElse(0));
    }

    /**
     * Returns the route that names a model most exactly; empty if it names it less exactly than a pool does.
     *
     * @param exactnessOfPools how exactly a pool names the model, by {@link ModelPattern#exactness}
     */
    public static Optional<RouteConfig> serving(String model, List<RouteConfig> routes, int exactnessOfPools) {
        return ModelPattern.mostExact(routes, RouteConfig::models, model)
                .filter(route -> ModelPattern.exactness(route.models(), model) >= exactnessOfPools);
    }

    /**
     * Returns the pool that takes work which must stay with one account: the first one of the lowest order.
     *
     * @param isPossible whether a pool can be used
     */
    public Optional<String> pinned(Predicate<String> isPossible) {
        return members.stream()
                .filter(member -> isPossible.test(member.pool()))
                .min(Comparator.comparingInt(member -> member.place().order()))
                .map(Member::pool);
    }
}
