package dev.penstock.activities.pool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.SliceSizing;
import dev.penstock.limits.rate.AdmissionForecast;
import dev.penstock.limits.rate.RateLimits;
import dev.penstock.limits.route.RouteChoice;
import dev.penstock.limits.route.RoutePlace;
import dev.penstock.limits.traffic.TasksInTransit;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The pools that can answer the requests of one task queue: one pool, or several in order and by weight. */
public final class Route {
    private final String name;
    private final Set<String> models;
    private final List<RouteMember> members;
    private final List<Pool> pools;
    private final RouteChoice choice;
    private final TasksInTransit tasksInTransit;

    private Route(
            String name,
            Set<String> models,
            List<RouteMember> members,
            RouteChoice choice,
            TasksInTransit tasksInTransit) {
        this.name = name;
        this.models = Set.copyOf(models);
        this.members = List.copyOf(members);
        Map<String, Pool> byName = new LinkedHashMap<>();
        members.forEach(member -> byName.put(member.pool().name(), member.pool()));
        pools = List.copyOf(byName.values());
        this.choice = choice;
        this.tasksInTransit = tasksInTransit;
    }

    /** Creates a route of several pools, which has a task queue of its own. */
    static Route of(RouteConfig config, List<RouteMember> members) {
        return new Route(
                config.name(),
                Set.copyOf(config.models()),
                members,
                new RouteChoice(members.stream().map(RouteMember::place).toList()),
                new TasksInTransit(System::nanoTime));
    }

    /** Returns the route of a single pool, which takes requests from the pool's task queue. */
    public static Route of(Pool pool) {
        return of(pool, Map.of());
    }

    static Route of(Pool pool, Map<String, String> names) {
        RouteMember only = RouteMember.only(pool, names);
        return new Route(
                pool.name(),
                names.keySet(),
                List.of(only),
                new RouteChoice(List.of(only.place())),
                pool.tasksInTransit());
    }

    /** Returns this route with other providers behind its pools; all else is shared. */
    public Route asking(Function<Pool, Pool> others) {
        return new Route(
                name,
                models,
                members.stream()
                        .map(member -> new RouteMember(others.apply(member.pool()), member.names(), member.place()))
                        .toList(),
                choice,
                tasksInTransit);
    }

    public String name() {
        return name;
    }

    /** Returns the models that the route names, some of which may have another name at its pools; {@code *} stands for any text. */
    public Set<String> models() {
        return models;
    }

    public List<RouteMember> members() {
        return members;
    }

    public List<Pool> pools() {
        return pools;
    }

    public boolean hasOnePool() {
        return members.size() == 1;
    }

    public TasksInTransit tasksInTransit() {
        return tasksInTransit;
    }

    /**
     * Chooses the pool of a call; where none is open, the one at which to wait.
     *
     * @param isPossible whether a pool is asked at all; true for at least one
     * @return the index of the member
     */
    public int choose(String model, IntPredicate isPossible) {
        return choice.choose(forecasts(model), isPossible)
                .orElseGet(() -> IntStream.range(0, members.size())
                        .filter(isPossible)
                        .boxed()
                        .min(Comparator.comparing((Integer index) -> pool(index).isBlocked())
                                .thenComparingInt(
                                        index -> members.get(index).place().order()))
                        .orElseThrow());
    }

    /**
     * Returns the pools that calls may go to now, as far as limits of single models do not matter; all of them where none is
     * open.
     */
    public List<Pool> usable() {
        if (members.size() == 1) {
            return pools;
        }
        List<Pool> usable = choice.usable(forecasts(""), any -> true).stream()
                .map(this::pool)
                .toList();
        return usable.isEmpty() ? pools : usable;
    }

    /** Returns whether a model's calls that wait at a pool should go to another one. */
    public boolean isWorthLeaving(int index, String model) {
        return members.size() > 1 && choice.isWorthLeaving(index, forecasts(model));
    }

    /** Returns why none of the pools can have such a request, as the first one says it; empty if one may be called. */
    public Optional<String> problem(String url, ObjectNode body) {
        List<Optional<String>> problems =
                members.stream().map(member -> member.problem(url, body)).toList();
        return problems.stream().allMatch(Optional::isPresent) ? problems.getFirst() : Optional.empty();
    }

    /** Notes that a call leaves a pool for another one. */
    public void moved(int from) {
        RouteMetrics.moved(name, pool(from).name());
    }

    /** Notes that calls of a model will come. */
    public void expect(String model) {
        members.forEach(member -> member.pool().expect(member.nameOf(model)));
    }

    /** Returns how slices should be sent at the rate that this process has now, with all pools together. */
    public SliceSizing sizing(Collection<String> models, double tokensPerRequest) {
        return sizing(member -> member.pool().sizing(namesOf(models), tokensPerRequest));
    }

    /** Returns how the first slices should be sent: this process may have no share of the rates yet. */
    public SliceSizing firstSizing(Optional<String> model, double tokensPerRequest) {
        return sizing(member -> member.pool().firstSizing(model.map(member::nameOf), tokensPerRequest));
    }

    /** Returns the limits that hold, all pools together, until their governors or providers set others; those of no pool are unlimited. */
    public RateLimits configuredLimits() {
        return limits(pools);
    }

    /** Returns the pools that are called while all are open, see {@link RoutePlace#usual}. */
    public List<Pool> usualPools() {
        return RoutePlace.usual(members, RouteMember::place).stream()
                .map(RouteMember::pool)
                .distinct()
                .toList();
    }

    /** Returns the configured limits of some pools together. */
    public static RateLimits limits(List<Pool> pools) {
        return pools.stream()
                .map(pool -> pool.config().limits())
                .reduce(Route::plus)
                .orElse(RateLimits.DEFAULT);
    }

    private static RateLimits plus(RateLimits one, RateLimits other) {
        return new RateLimits(
                one.perMinute().plus(other.perMinute()),
                (int) Math.min(Integer.MAX_VALUE, (long) one.concurrency() + other.concurrency()),
                one.strict() && other.strict());
    }

    /** Returns for how long the last 429 responses hold back all calls. */
    public Duration pausedFor() {
        return pools.stream()
                .map(pool -> pool.limiter().status().pausedFor())
                .min(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** Returns an address that stands for all providers of the route; that of the provider if there is one only. */
    public URI address() {
        List<String> all = pools.stream()
                .map(pool -> pool.config().baseUrl().toString())
                .distinct()
                .sorted()
                .toList();
        return all.size() == 1
                ? URI.create(all.getFirst())
                : URI.create("route:" + all.stream().collect(Collectors.joining(",")));
    }

    /** Adds up the pools, each of which counts once, though it may have two models that answer. */
    private SliceSizing sizing(Function<RouteMember, SliceSizing> ofMember) {
        Set<String> counted = new HashSet<>();
        return members.stream()
                .filter(member -> counted.add(member.pool().name()))
                .map(ofMember)
                .reduce(SliceSizing::plus)
                .orElse(SliceSizing.UNKNOWN);
    }

    private Collection<String> namesOf(Collection<String> models) {
        return members.stream()
                .flatMap(member -> models.stream().map(member::nameOf))
                .collect(Collectors.toSet());
    }

    private Pool pool(int index) {
        return members.get(index).pool();
    }

    private List<AdmissionForecast> forecasts(String model) {
        return members.stream().map(member -> member.forecast(model)).toList();
    }
}
