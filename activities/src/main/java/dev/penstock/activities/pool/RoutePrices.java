package dev.penstock.activities.pool;

import dev.penstock.activities.prices.ModelPrice;
import dev.penstock.activities.prices.Prices;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The prices by which a request's worst case is set aside before it is known which pool of a route answers it. */
public final class RoutePrices {
    private RoutePrices() {}

    /**
     * The prices of a pool, and what it calls models.
     *
     * @param soldAs what the price card has before the names of the models that the pool's provider sells
     * @param names returns the name at the pool of a model as requests name it
     */
    private record Offer(Map<String, ModelPrice> own, Prices prices, String soldAs, UnaryOperator<String> names) {
        private static Offer of(Prices known, PoolConfig pool, UnaryOperator<String> names) {
            String soldAs = Prices.soldAs(pool.baseUrl());
            return new Offer(pool.prices(), known.with(pool.prices(), soldAs), soldAs, names);
        }

        /** Returns the price of a model: under its name at the pool, or else under its usual name. */
        private Optional<ModelPrice> price(String model) {
            return prices.find(names.apply(model)).or(() -> prices.find(model)).map(Prices.Found::price);
        }

        /** Returns the longest answer of a model in tokens, which the price card may know though the pool has a price of its own. */
        private OptionalLong longestAnswer(String model) {
            OptionalLong here = prices.maxOutput(names.apply(model));
            return here.isPresent() ? here : prices.maxOutput(model);
        }
    }

    /** Returns prices that are for each model as high as those of the route's dearest pool. */
    public static Prices highest(Prices known, Route route) {
        List<Offer> offers = route.members().stream()
                .map(member -> Offer.of(known, member.pool().config(), member::nameOf))
                .toList();
        List<String> soldAs = offers.stream().map(Offer::soldAs).distinct().toList();
        return known.with(model -> highest(offers, model), soldAs.size() == 1 ? soldAs.getFirst() : "");
    }

    /**
     * Returns the own prices of a pool that stands for a route: for each model as high as those of the route's dearest pool.
     *
     * @param asked a model that has its price among these, though the route may name it by a pattern only
     */
    public static Map<String, ModelPrice> highest(
            Prices known, RouteConfig route, List<PoolConfig> pools, String asked) {
        List<Offer> offers = offers(known, route, pools);
        Map<String, ModelPrice> highest = new HashMap<>();
        Stream.of(
                        offers.stream().flatMap(offer -> offer.own.keySet().stream()),
                        route.models().stream(),
                        Stream.of(asked))
                .flatMap(models -> models)
                .distinct()
                .forEach(model -> highest(offers, model).ifPresent(price -> highest.put(model, price)));
        return highest;
    }

    /** Returns the longest answer in tokens that one of a route's pools gives; empty unless that of every pool is known. */
    public static OptionalLong longestAnswer(Prices known, RouteConfig route, List<PoolConfig> pools, String model) {
        List<OptionalLong> longest = offers(known, route, pools).stream()
                .map(offer -> offer.longestAnswer(model))
                .toList();
        return longest.stream().allMatch(OptionalLong::isPresent)
                ? longest.stream().mapToLong(OptionalLong::orElseThrow).max()
                : OptionalLong.empty();
    }

    private static List<Offer> offers(Prices known, RouteConfig route, List<PoolConfig> pools) {
        return route.members().stream()
                .flatMap(member -> pools.stream()
                        .filter(pool -> pool.name().equals(member.pool()))
                        .map(pool -> Offer.of(known, pool, model -> member.model() == null ? model : member.model())))
                .toList();
    }

    /** Returns the highest price of each kind of token; empty unless those of all pools are known. */
    private static Optional<ModelPrice> highest(List<Offer> offers, String model) {
        List<Optional<ModelPrice>> prices =
                offers.stream().map(offer -> offer.price(model)).toList();
        return prices.stream().allMatch(Optional::isPresent)
                ? prices.stream().flatMap(Optional::stream).reduce(ModelPrice::max)
                : Optional.empty();
    }
}
