package dev.penstock.activities.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.limits.route.RoutePlace;
import dev.penstock.providers.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoolRegistryTest {
    private final PoolRegistry pools = new PoolRegistry(List.of(
            pool("other", "*"), pool("openai", "gpt-*", "o3"), pool("mini", "gpt-4o-mini"), pool("dated", "gpt-4o-*")));

    @Test
    void aModelGoesToThePoolThatNamesItMostExactly() {
        assertThat(nameFor("gpt-4o-mini")).isEqualTo("mini");
        assertThat(nameFor("gpt-4o-2024-08-06")).isEqualTo("dated");
        assertThat(nameFor("gpt-4.1")).isEqualTo("openai");
        assertThat(nameFor("o3")).isEqualTo("openai");
        assertThat(nameFor("llama3:8b")).isEqualTo("other");
    }

    @Test
    void aModelNobodyServesHasNoPool() {
        assertThat(new PoolRegistry(List.of(pool("openai", "gpt-4.1"))).findForModel("gpt-4x1"))
                .isEmpty();
    }

    @Test
    void anUnknownPoolIsNamedWithThoseThereAre() {
        assertThatThrownBy(() -> pools.get("opanai"))
                .hasMessage("there is no pool 'opanai'; configured pools: other, openai, mini, dated");
    }

    @Test
    void noSecretIsSeenInAConfiguration() {
        PoolConfig config = PoolConfig.of("p", "https://example.com/v1", new Secret("sk-hidden-key"));
        PoolConfig withHeader = new PoolConfig(
                "p",
                config.baseUrl(),
                null,
                List.of(),
                config.declared(),
                config.timeout(),
                Map.of("api-key", new Secret("hidden-too")),
                Map.of(),
                config.dialect());

        assertThat(config.toString()).contains("***").doesNotContain("hidden");
        assertThat(withHeader.toString()).contains("***").doesNotContain("hidden");
    }

    @Test
    void ofSeveralNamesThatARouteGivesAModelAtOnePoolThatOfTheLowestOrderHolds() {
        PoolRegistry routed = new PoolRegistry(
                List.of(pool("openai", "*")),
                List.of(
                        new RouteConfig(
                                "route-large",
                                List.of("large"),
                                List.of(
                                        new RouteConfig.Member("openai", "small", new RoutePlace(2, false, 1)),
                                        new RouteConfig.Member("openai", null, new RoutePlace(1, false, 1)))),
                        new RouteConfig(
                                "route-small",
                                List.of("small"),
                                List.of(new RouteConfig.Member("openai", "small-there", new RoutePlace(1, false, 1))))),
                List.of("openai"));

        RouteMember pinned =
                routed.pinned("route-large").orElseThrow().members().getFirst();

        assertThat(pinned.nameOf("large")).isEqualTo("large");
        assertThat(pinned.ownName("large")).isEmpty();
        assertThat(pinned.nameOf("small")).isEqualTo("small-there");
        assertThat(pinned.ownName("small-there")).contains("small-there");
    }

    private String nameFor(String model) {
        return pools.findForModel(model).orElseThrow().name();
    }

    private static Pool pool(String name, String... models) {
        PoolConfig config = PoolConfig.of(name, "http://127.0.0.1/v1", null).withModels(List.of(models));
        return new Pool(config, (url, body) -> {
            throw new AssertionError("not called");
        });
    }
}
