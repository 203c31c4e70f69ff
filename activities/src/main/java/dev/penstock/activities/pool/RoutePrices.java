package dev.penstock.activities.pool;

import dev.penstock.activities.prices.ModelPrice;
import dev.penstock.activities.prices.Prices;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The prices by which a request's worst case is set aside before it is known which pool of a route answers it. */
public final class RoutePrices {
    private RoutePrices() {}

    /**
     * A pool, and what it calls models.
     *
     * @param soldAs what the price card has before the names of the models that the pool's provider sells
     * @param names returns the name at the pool of a model as requests name it
     */
    private record Offer(Map<String, ModelPrice> own, String soldAs, UnaryOperator<String> names) {
        private static Offer of(PoolConfig pool, UnaryOperator<String> names) {
            return new Offer(pool.prices(), Prices.soldAs(pool.baseUrl()), names);
        }

        /** Returns the price of a model: under its name at the pool, or else under its usual name. */
        private Optional<ModelPrice> price(Prices known, String model) {
            Prices ofPool = known.with(own, soldAs);
            return ofPool.find(names.apply(model)).or(() -> ofPool.find(model)).map(Prices.Found::price);
        }
    }

    /** Returns prices that are for each model of the route as high as those of its dearest pool. */
    public static Prices highest(Prices known, Route route) {
        List<Offer> offers = route.members().stream()
                .map(member -> Offer.of(member.pool().config(), member::nameOf))
                .toList();
        List<String> soldAs = offers.stream().map(Offer::soldAs).distinct().toList();
        return known.with(highest(known, route.models(), offers), soldAs.size() == 1 ? soldAs.getFirst() : "");
    }

    /** Returns the own prices of a pool that stands for a route: for each model as high as those of the route's dearest pool. */
    public static Map<String, ModelPrice> highest(Prices known, RouteConfig route, List<PoolConfig> pools) {
        return highest(
                known,
                route.models(),
                route.members().stream()
                        .flatMap(member -> pools.stream()
                                .filter(pool -> pool.name().equals(member.pool()))
                                .map(pool -> Offer.of(pool, asked -> member.model() == null ? asked : member.model())))
                        .toList());
    }

    private static Map<String, ModelPrice> highest(Prices known, Collection<String> models, List<Offer> offers) {
        Map<String, ModelPrice> highest = new HashMap<>();
        offers.stream()
                .flatMap(offer -> offer.own.keySet().stream())
                .distinct()
                .forEach(name -> highest(offers.stream()
                                .map(offer -> Optional.ofNullable(offer.own.get(name)))
                                .toList())
                        .ifPresent(price -> highest.put(name, price)));
        for (String model : models) {
            highest(offers.stream().map(offer -> offer.price(known, model)).toList())
                    .ifPresent(price -> highest.put(model, price));
        }
        return highest;
    }

    /** Returns the highest price of each kind of token; empty unless all are known. */
    private static Optional<ModelPrice> highest(List<Optional<ModelPrice>> prices) {
        return prices.stream().allMatch(Optional::isPresent)
                ? prices.stream().flatMap(Optional::stream).reduce(ModelPrice::max)
                : Optional.empty();
    }
}
