package dev.penstock.worker.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.activities.prices.ModelPrice;
import dev.penstock.providers.Secret;
import java.math.BigDecimal;
import java.net.URI;
import org.junit.jupiter.api.Test;

class EnvironmentOverridesTest extends ConfigurationTestCase {
    private static final String FILE = """
            pools:
              openai:
                base-url: https://api.openai.com/v1
                api-key: ${NOT_SET}
                requests-per-minute: 500
                headers: {X-Org: abc}
                prices: {gpt-4.1: {input: 2, output: 8}}
              openai-eu:
                base-url: https://eu.api.openai.com/v1
            tenants:
              search: {weight: 4}
            defaults:
              grace: 1m
            """;

    @Test
    void everyValueCanBeSetByAVariable() {
        set("POOLS_OPENAI_REQUESTS_PER_MINUTE", "600");
        set("POOLS_OPENAI_API_KEY", "${not a reference}");
        set("POOLS_OPENAI_MODELS", "gpt-4o, gpt-4.1*");
        set("POOLS_OPENAI_HEADERS_X_ORG", "other");
        set("POOLS_OPENAI_HEADERS_X_PROJECT", "new");
        set("POOLS_OPENAI_PRICES_GPT_4_1_INPUT", "1.5");
        set("POOLS_OPENAI_EU_MAX_CONCURRENCY", "5");
        set("POOLS_OPENAI_EU_API_KEY", "eu");
        set("TENANTS_SEARCH_WEIGHT", "8");
        set("TENANTS_SALES_WEIGHT", "2");
        set("DEFAULTS_MODEL", "gpt-4o");

        PenstockConfiguration configuration = read(FILE);

        PoolConfig openai = pool(configuration, "openai");
        assertThat(openai.declared().requestsPerMinute()).isEqualTo(600);
        assertThat(openai.apiKey()).isEqualTo(new Secret("${not a reference}"));
        assertThat(openai.models()).containsExactly("gpt-4o", "gpt-4.1*");
        assertThat(openai.headers())
                .containsEntry("X-Org", new Secret("other"))
                .containsEntry("x-project", new Secret("new"));
        assertThat(openai.prices())
                .containsEntry(
                        "gpt-4.1", ModelPrice.of(new BigDecimal("1.5"), new BigDecimal("1.5"), new BigDecimal("8")));
        assertThat(pool(configuration, "openai-eu").declared().maxConcurrency()).isEqualTo(5);
        assertThat(pool(configuration, "openai-eu").apiKey()).isEqualTo(new Secret("eu"));
        assertThat(configuration.tenants().weights())
                .containsEntry("search", 8.0)
                .containsEntry("sales", 2.0);
        assertThat(configuration.defaults().model()).isEqualTo("gpt-4o");
    }

    @Test
    void aPoolCanComeFromVariablesAlone() {
        set("POOLS_MY_VLLM_BASE_URL", "http://10.0.0.1:8000/v1");
        set("POOLS_MY_VLLM_TOKENS_PER_MINUTE", "1M");

        PenstockConfiguration configuration = find();

        assertThat(configuration.name()).isEqualTo("the environment");
        assertThat(pool(configuration, "my-vllm").baseUrl()).isEqualTo(URI.create("http://10.0.0.1:8000/v1"));
        assertThat(pool(configuration, "my-vllm").declared().tokensPerMinute()).isEqualTo(1_000_000);
    }

    @Test
    void anEmptyVariableIsNotSet() {
        set("POOLS_OPENAI_API_KEY", "sk");
        set("POOLS_OPENAI_REQUESTS_PER_MINUTE", "");
        set("POOLS_NO_SUCH", "");

        assertThat(pool(read(FILE), "openai").declared().requestsPerMinute()).isEqualTo(500);
    }

    @Test
    void aVariableThatFitsNothingIsNamed() {
        assertMistake(
                "POOLS_OPENAI_REQUEST_PER_MINUTE",
                "1",
                "a pool has no 'request-per-minute'; did you mean 'requests-per-minute'?");
        assertMistake(
                "POOLS_OPENAL_TIMEOUT",
                "1m",
                "pool 'openal' has no base-url; write the provider's address, such as https://api.openai.com/v1");
        assertMistake(
                "POOLS_OPENAI_MAX_CONCURRENCY",
                "x",
                "max-concurrency must be a whole number from 1 to 100000, not 'x'");
        assertMistake("DEFAULTS_MODLE", "x", "the group of defaults has no 'modle'; did you mean 'model'?");
        assertMistake("TENANTS_SEARCH_WIEGHT", "2", "a tenant has no 'wieght'; did you mean 'weight'?");
        assertMistake(
                "POOLS_X",
                "1",
                "no setting has this name; a pool's base-url, for example, is PENSTOCK_POOLS_<POOL>_BASE_URL");
    }

    @Test
    void aReferenceGivesWayToAnotherValueOrToWhatIsSaidOtherwise() {
        environment.put("HOST", "example.com");

        PenstockConfiguration configuration = read("""
                pools:
                  a:
                    base-url: https://${HOST}/v1
                    api-key: ${NOT_SET:-none}
                    headers: {x: '$${HOST}', y: 'a$b', z: '${NOT_SET:-}'}
                """);

        PoolConfig pool = pool(configuration, "a");
        assertThat(pool.baseUrl()).isEqualTo(URI.create("https://example.com/v1"));
        assertThat(pool.apiKey()).isEqualTo(new Secret("none"));
        assertThat(pool.headers())
                .containsEntry("x", new Secret("${HOST}"))
                .containsEntry("y", new Secret("a$b"))
                .doesNotContainKey("z");
    }

    private void set(String name, String value) {
        environment.put("PENSTOCK_" + name, value);
    }

    private void assertMistake(String variable, String value, String message) {
        environment.clear();
        set("POOLS_OPENAI_API_KEY", "sk");
        set(variable, value);
        assertMistake(FILE, "PENSTOCK_" + variable + ": " + message);
    }
}
