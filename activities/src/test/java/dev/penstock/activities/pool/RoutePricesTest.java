package dev.penstock.activities.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.activities.pool.RouteConfig.Member;
import dev.penstock.activities.prices.ModelPrice;
import dev.penstock.activities.prices.Prices;
import dev.penstock.contracts.Usage;
import dev.penstock.limits.route.RoutePlace;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutePricesTest {
    private static final RoutePlace FIRST = new RoutePlace(1, false, 1);
    private static final Usage MILLION_OUT = new Usage(0, 0, 1_000_000, 0);

    @Test
    void aRouteCostsWhatItsDearestPoolCosts() {
        Prices prices = of("house-model", pool("a", "house-model", "2"), pool("b", "house-model", "9"));

        assertThat(prices.cost("house-model", MILLION_OUT).orElseThrow()).isEqualByComparingTo("9");
    }

    @Test
    void aPriceIsLookedForUnderTheNameAtThePoolAndThenUnderTheRoutes() {
        Prices prices = of(
                new RouteConfig(
                        "route",
                        List.of("fast"),
                        List.of(new Member("a", "small-there", FIRST), new Member("b", "my-deployment", FIRST))),
                pool("a", "small-there", "3"),
                pool("b", "fast", "4"));

        assertThat(prices.cost("fast", MILLION_OUT).orElseThrow()).isEqualByComparingTo("4");
    }

    @Test
    void whatARouteMayCostIsUnknownIfThatOfOnePoolIs() {
        assertThat(of("house-model", pool("a", "house-model", "1"), pool("b", "other", "1"))
                        .isKnown("house-model"))
                .isFalse();
    }

    @Test
    void aPatternsPriceAtOnePoolCountsBesideTheListPriceAtAnother() {
        RouteConfig all = new RouteConfig(
                "route", List.of("*"), List.of(new Member("dear", null, FIRST), new Member("listed", null, FIRST)));
        PoolConfig dear = pool("dear", "gpt-*", "60");
        PoolConfig listed = PoolConfig.of("listed", "http://127.0.0.1/v1", null);
        try (PoolRegistry pools = new PoolRegistry(
                List.of(Pool.open(dear), Pool.open(listed)), List.of(all), List.of("dear", "listed"))) {
            Prices prices =
                    RoutePrices.highest(Prices.known(), pools.findRoute("route").orElseThrow());

            assertThat(prices.cost("gpt-4o", MILLION_OUT).orElseThrow()).isEqualByComparingTo("60");
        }
        assertThat(Prices.known()
                        .with(RoutePrices.highest(Prices.known(), all, List.of(dear, listed), "gpt-4o"))
                        .cost("gpt-4o", MILLION_OUT)
                        .orElseThrow())
                .isEqualByComparingTo("60");
    }

    @Test
    void theLongestAnswerIsThatOfAnyPoolAndIsKnownThoughAPoolHasAPriceOfItsOwn() {
        RouteConfig route = new RouteConfig(
                "route",
                List.of("fast"),
                List.of(new Member("a", "gpt-4o-mini", FIRST), new Member("b", "gpt-4.1-mini", FIRST)));
        PoolConfig listed = PoolConfig.of("b", "http://127.0.0.1/v1", null);

        assertThat(RoutePrices.longestAnswer(
                        Prices.known(), route, List.of(pool("a", "gpt-4o-mini", "3"), listed), "fast"))
                .hasValue(32_768);
        assertThat(RoutePrices.longestAnswer(
                        Prices.known(),
                        new RouteConfig("route", List.of("fast"), List.of(new Member("b", "my-deployment", FIRST))),
                        List.of(listed),
                        "fast"))
                .isEmpty();
    }

    private static Prices of(String model, PoolConfig... pools) {
        List<Member> members = List.of(pools).stream()
                .map(pool -> new Member(pool.name(), null, FIRST))
                .toList();
        return of(new RouteConfig("route", List.of(model), members), pools);
    }

    private static Prices of(RouteConfig route, PoolConfig... pools) {
        return Prices.known().with(RoutePrices.highest(Prices.known(), route, List.of(pools), "any"));
    }

    private static PoolConfig pool(String name, String model, String output) {
        ModelPrice price = ModelPrice.of(BigDecimal.ONE, BigDecimal.ONE, new BigDecimal(output));
        return PoolConfig.of(name, "http://127.0.0.1/v1", null).withPrices(Map.of(model, price));
    }
}
