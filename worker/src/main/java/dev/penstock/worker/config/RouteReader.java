package dev.penstock.worker.config;

import dev.penstock.activities.pool.RouteConfig;
import dev.penstock.activities.pool.RouteConfig.Member;
import dev.penstock.limits.route.RoutePlace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the routes of a configuration. An entry may name another route, whose pools then take its place. */
final class RouteReader {
    private final Map<String, SettingGroup> routes;
    private final PoolNames pools;

    /**
     * @param routes the routes as written, by the model's name
     */
    RouteReader(Map<String, SettingGroup> routes, PoolNames pools) {
        this.routes = routes;
        this.pools = pools;
    }

    /** Returns the routes as written, and then one for each pool that has several keys. */
    List<RouteConfig> read() {
        List<RouteConfig> all = new ArrayList<>();
        routes.forEach((model, entries) -> add(
                new RouteConfig(
                        RouteConfig.nameOf(model), List.of(model), members(model, entries, new LinkedHashSet<>())),
                entries,
                all));
        return all;
    }

    private void add(RouteConfig route, SettingGroup entries, List<RouteConfig> all) {
        if (pools.has(route.name())) {
            throw entries.place()
                    .wrong("a pool is called '%s', as the route would be; give the pool another name"
                            .formatted(route.name()));
        }
        all.stream()
                .filter(other -> other.name().equals(route.name()))
                .findFirst()
                .ifPresent(other -> {
                    throw entries.place()
                            .wrong("the routes of '%s' and '%s' would both be called '%s'; rename one of the models"
                                    .formatted(
                                            other.models().getFirst(),
                                            route.models().getFirst(),
                                            route.name()));
                });
        all.add(route);
    }

    /**
     * @param path the routes that led here
     */
    private List<Member> members(String model, SettingGroup entries, Set<String> path) {
        if (!path.add(model)) {
            throw entries.place()
                    .wrong("routes in a circle: %s -> %s; remove one of these `route:` entries"
                            .formatted(String.join(" -> ", path), model));
        }
        List<Member> members = new ArrayList<>();
        for (String number : entries.names()) {
            SettingGroup entry = entries.group(number);
            List<Member> found = of(model, entry, path);
            if (isWildcard(model) && found.stream().anyMatch(member -> member.model() != null)) {
                throw entry.place()
                        .wrong(
                                "the route of '%s' stands for many models, so its pools get them as requests name them; leave `model:` out, or write a route for each model"
                                        .formatted(model));
            }
            members.addAll(found);
        }
        if (members.isEmpty()) {
            throw entries.place()
                    .wrong("the route of '%s' names no pool; write, for example, [{pool: %s}]"
                            .formatted(model, pools.example()));
        }
        path.remove(model);
        return members;
    }

    private List<Member> of(String model, SettingGroup entry, Set<String> path) {
        RoutePlace place = new RoutePlace(
                entry.find("order", SettingParser::order).orElse(1),
                entry.find("spill", SettingParser::flag).orElse(false),
                entry.find("weight", SettingParser::weight).orElse(1.0));
        @Nullable String pool = entry.find("pool", text -> text).orElse(null);
        @Nullable String route = entry.find("route", text -> text).orElse(null);
        @Nullable String there = entry.find("model", text -> text).orElse(null);
        if (pool != null && route == null) {
            return pools.of(pool, entry.place("pool")).stream()
                    .map(name -> new Member(name, there, place))
                    .toList();
        }
        if (pool != null || route == null || there != null) {
            throw entry.place()
                    .wrong("an entry of the route of '%s' needs either a pool, and maybe its model there, or a route"
                            .formatted(model));
        }
        return ofRoute(route, entry, place, path);
    }

    private static boolean isWildcard(String model) {
        return model.contains("*");
    }

    /** Returns the pools of another route, in its order, under the names that its model has there. */
    private List<Member> ofRoute(String other, SettingGroup entry, RoutePlace place, Set<String> path) {
        SettingGroup entries = routes.get(other);
        if (entries == null) {
            throw entry.place("route")
                    .wrong("there is no route '%s'; %s"
                            .formatted(other, PoolNames.hint(other, routes.keySet(), "routes")));
        }
        return members(other, entries, path).stream()
                .map(member -> new Member(
                        member.pool(),
                        member.model() == null && !isWildcard(other) ? other : member.model(),
                        new RoutePlace(
                                place.order() + member.place().order() - 1,
                                place.spill() || member.place().spill(),
                                place.weight() * member.place().weight())))
                .toList();
    }
}
