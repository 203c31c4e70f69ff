package dev.penstock.worker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.activities.pool.RouteConfig;
import dev.penstock.activities.pool.RouteConfig.Member;
import dev.penstock.limits.route.RoutePlace;
import dev.penstock.providers.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteConfigurationTest extends ConfigurationTestCase {
    private static final String POOLS = """
            pools:
              eastus: {base-url: 'http://east/v1'}
              westus: {base-url: 'http://west/v1'}
              openai: {base-url: 'http://open/v1', api-keys: [sk-hidden-a, sk-hidden-b]}
            """;
    private static final RoutePlace FIRST = new RoutePlace(1, false, 1);

    @Test
    void aRouteNamesPoolsWithWeightsAndOrder() {
        PenstockConfiguration configuration = read(POOLS + """
                routes:
                  gpt-4o-mini: [{pool: eastus, model: my-deployment, weight: 2}, {pool: westus}, {pool: openai, order: 2, spill: true}]
                  meta-llama/Llama-3:
                    - pool: westus
                """);

        RoutePlace second = new RoutePlace(2, true, 1);
        assertThat(configuration.routes().subList(0, 2))
                .containsExactly(
                        new RouteConfig(
                                "route-gpt-4o-mini",
                                List.of("gpt-4o-mini"),
                                List.of(
                                        new Member("eastus", "my-deployment", new RoutePlace(1, false, 2)),
                                        new Member("westus", null, FIRST),
                                        new Member("openai-1", null, second),
                                        new Member("openai-2", null, second))),
                        new RouteConfig(
                                "route-meta-llama-Llama-3",
                                List.of("meta-llama/Llama-3"),
                                List.of(new Member("westus", null, FIRST))));
    }

    @Test
    void aPoolThatTakesAllRequestsKnowsWhatRoutesCallTheirModelsThere() {
        PenstockConfiguration configuration =
                read(POOLS + "routes: {gpt-4o-mini: [{pool: eastus, model: my-deployment}]}");
        ProviderChoice choice =
                new ProviderChoice(configuration.pools(), "eastus", "pools", null, configuration, Map.of(), null);

        assertThat(choice.settings(URI.create("file:///s"), Path.of("/h")).routes())
                .contains(new RouteConfig(
                        "route-gpt-4o-mini",
                        List.of("gpt-4o-mini"),
                        List.of(new Member("eastus", "my-deployment", FIRST))));
    }

    @Test
    void aPoolWithSeveralKeysIsAPoolForEachAndARouteToThem() {
        PenstockConfiguration configuration = read(POOLS);

        assertThat(configuration.pools())
                .extracting(PoolConfig::name)
                .containsExactly("eastus", "westus", "openai-1", "openai-2");
        assertThat(configuration.pools().get(3).apiKey()).isEqualTo(new Secret("sk-hidden-b"));
        assertThat(configuration.routes())
                .containsExactly(new RouteConfig(
                        "route-openai",
                        List.of("*"),
                        List.of(new Member("openai-1", null, FIRST), new Member("openai-2", null, FIRST))));
        assertThat(configuration.toString()).doesNotContain("hidden");
    }

    @Test
    void aRouteMayGoOnWithThePoolsOfAnother() {
        PenstockConfiguration configuration = read(POOLS + """
                routes:
                  large: [{pool: eastus}, {route: small, order: 2}]
                  small: [{pool: westus, model: small-there}, {pool: eastus, order: 2, spill: true}]
                """);

        assertThat(configuration.routes().getFirst().members())
                .containsExactly(
                        new Member("eastus", null, FIRST),
                        new Member("westus", "small-there", new RoutePlace(2, false, 1)),
                        new Member("eastus", "small", new RoutePlace(3, true, 1)));
    }

    @Test
    void thePoolsOfARouteOfManyModelsGetAModelAsRequestsNameIt() {
        PenstockConfiguration configuration = read(POOLS + """
                routes:
                  large: [{route: 'gpt-*'}]
                  'gpt-*': [{pool: westus}]
                """);

        assertThat(configuration.routes().getFirst().members()).containsExactly(new Member("westus", null, FIRST));
    }

    @Test
    void mistakesAreShownWithLineColumnAndWhatToDo() {
        assertWrongRoute(
                "a: [{pool: eastus}, {pool: westsu}]",
                "penstock.yaml:6:24: there is no pool 'westsu'; did you mean 'westus'?");
        assertWrongRoute(
                "a: [{pool: eastus, weight: 0}]",
                "penstock.yaml:6:22: weight must be a number from 0.001 to 1000, not '0'");
        assertWrongRoute(
                "a: [{pool: eastus, order: -1}]", "penstock.yaml:6:22: order must be a whole number from 1 to 99");
        assertWrongRoute(
                "a: []", "penstock.yaml:6:3: the route of 'a' names no pool; write, for example, [{pool: eastus}]");
        assertWrongRoute("a: [eastus]", "penstock.yaml:6:3: a must be a list such as [{pool: first}");
        assertWrongRoute("a: eastus", "penstock.yaml:6:3: a must be a list such as [{pool: first}");
        assertWrongRoute("a: [{pool: eastus}, westus]", "penstock.yaml:6:23: this list must hold groups such as");
        assertWrongRoute(
                "a: [{poll: eastus}]", "penstock.yaml:6:8: an entry of a route has no 'poll'; did you mean 'pool'?");
        assertWrongRoute("a: [{weight: 2}]", "penstock.yaml:6:7: an entry of the route of 'a' needs either a pool");
        assertWrongRoute("a: [{route: b}]", "penstock.yaml:6:8: there is no route 'b'; did you mean 'a'?");
        assertWrongRoute("a: [{pool: eastus}, {route: a}]", "penstock.yaml:6:3: routes in a circle: a -> a;");
        assertWrongRoute(
                "a: [{route: b}]\n  b: [{route: a}]",
                "penstock.yaml:6:3: routes in a circle: a -> b -> a; remove one of these `route:` entries");
        assertWrongRoute(
                "'gpt-*': [{pool: eastus}, {pool: westus, model: there}]",
                "penstock.yaml:6:29: the route of 'gpt-*' stands for many models, so its pools get them as requests name them; leave");
        assertWrongRoute(
                "'gpt-*': [{route: b}]\n  b: [{pool: eastus}]",
                "penstock.yaml:6:13: the route of 'gpt-*' stands for many models");
        assertWrongRoute(
                "a/b: [{pool: eastus}]\n  a-b: [{pool: eastus}]",
                "penstock.yaml:7:3: the routes of 'a/b' and 'a-b' would both be called 'route-a-b'");
    }

    @Test
    void keysInTwoPlacesAreAMistakeThatShowsNone() {
        assertThatThrownBy(() -> read("""
                        pools:
                          p: {base-url: 'http://p/v1', api-key: sk-hidden, api-keys: [sk-hidden-b]}
                        """))
                .hasMessageContaining(
                        "a pool has one of api-key, api-keys, api-key-file, api-key-command, and this one has api-key and api-keys; remove the others")
                .hasMessageNotContaining("hidden");
        assertThatThrownBy(() -> read("""
                        pools:
                          p: {base-url: 'http://p/v1', api-keys: ["sk-hidden\\tx"]}
                        """))
                .hasMessageContaining("each of api-keys must be a text of printable ASCII")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void aListOfKeysWithoutAKeyIsAMistake() {
        String told =
                "pool 'p' has no key in api-keys; write, for example, [${KEY_A}, ${KEY_B}], or remove api-keys if the provider needs no key";

        assertThat(mistake("pools:\n  p: {base-url: 'http://p/v1', api-keys: []}\n"))
                .isEqualTo("penstock.yaml:2:32: " + told);
        assertThat(mistake("pools:\n  p:\n    base-url: 'http://p/v1'\n    api-keys: ['', ' ']\n"))
                .isEqualTo("penstock.yaml:4:5: " + told);
    }

    private void assertWrongRoute(String routes, String message) {
        assertThatThrownBy(() -> read(POOLS + "routes:\n  " + routes + "\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }
}
