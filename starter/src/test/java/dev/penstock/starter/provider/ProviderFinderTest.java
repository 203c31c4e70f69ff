package dev.penstock.starter.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.providers.Dialect;
import dev.penstock.providers.DialectSettings;
import dev.penstock.worker.config.ConfigurationFinder;
import dev.penstock.worker.config.PenstockConfiguration;
import dev.penstock.worker.config.ProviderChoice;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class ProviderFinderTest {
    private static final PoolQuota FIVE_A_MINUTE = new PoolQuota(5L, null, null, null);

    private final Map<String, String> environment =
            new HashMap<>(Map.of("OPENAI_API_KEY", "sk-hidden", "OPENAI_BASE_URL", "http://env/v1"));

    @TempDir
    Path nothing;

    @Test
    void configuredPoolsGoBeforeTheEnvironmentAndModelsDecide() {
        pool("A", "http://a/v1", "gpt-*");
        pool("B", "http://b/v1", "*");

        ProviderChoice choice = find(null, PoolQuota.UNKNOWN);

        assertThat(choice.servedNames()).containsExactly("a", "b");
        assertThat(choice.onlyPool()).isEmpty();
        assertThat(choice.findPool("gpt-4o").map(PoolConfig::name)).contains("a");
        assertThat(choice.findPool("llama3").map(PoolConfig::name)).contains("b");
        assertThat(choice.defaultModel()).isEmpty();
        assertThat(choice.description()).isEqualTo("a (http://a/v1), b (http://b/v1), from the environment");
    }

    @Test
    void aPoolMoreDoesNotMakeAnotherBatchOfTheSame() {
        pool("A", "http://a/v1", "gpt-*");
        String before = find(null, PoolQuota.UNKNOWN).identity("gpt-4o");

        pool("B", "http://b/v1", "*");

        assertThat(find(null, PoolQuota.UNKNOWN).identity("gpt-4o")).isEqualTo(before);
        assertThat(find(null, PoolQuota.UNKNOWN).identity("llama3")).isNotEqualTo(before);
    }

    @Test
    void aKeyThatNoHeaderCanCarryIsRefusedAndNotShown() {
        Map<String, String> keys = Map.of(
                "sk-hunter2\nsk-other", "a line break (character 11 of 19)",
                "sk-hunter2\r\nx", "a line break (character 11 of 13)",
                "sk-hünter2", "a letter outside ASCII (character 5 of 10)",
                "sk-hunter2\u200b", "a letter outside ASCII (character 11 of 11)",
                "sk-hunter2\tx", "a control character (character 11 of 12)");
        keys.forEach((key, what) -> {
            environment.put("OPENAI_API_KEY", key);

            assertThatThrownBy(() -> find(null, PoolQuota.UNKNOWN))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("OPENAI_API_KEY has " + what + ", which no header can carry")
                    .hasMessageNotContainingAny("hunter", "hünter", "other");
        });
    }

    @Test
    void aKeyInAFileIsReadAndTwoPlacesForAKeyAreAMistake() throws IOException {
        environment.put("OPENAI_API_KEY_FILE", "/nowhere/key");
        assertThatThrownBy(() -> find(null, PoolQuota.UNKNOWN))
                .hasMessage(
                        "OPENAI_API_KEY and OPENAI_API_KEY_FILE are both set; unset one, so that it is clear which key is meant");

        environment.remove("OPENAI_API_KEY");
        assertThatThrownBy(() -> find(null, PoolQuota.UNKNOWN))
                .hasMessageStartingWith("OPENAI_API_KEY_FILE: the key file /nowhere/key: there is no such file; ");

        environment.put(
                "OPENAI_API_KEY_FILE",
                Files.writeString(nothing.resolve("key"), "sk-hidden\n").toString());
        ProviderChoice choice = find(null, PoolQuota.UNKNOWN);
        assertThat(choice.description()).contains("with OPENAI_API_KEY_FILE");
        assertThat(choice.toString()).doesNotContain("sk-hidden");
    }

    @Test
    void anAddressWithAPasswordIsRefusedAndNotShown() {
        for (String address :
                new String[] {"https://me:hunter2@llm.example/v1", "https://llm.example/v1?key=hunter2"}) {
            environment.put("OPENAI_BASE_URL", address);

            assertThatThrownBy(() -> find(null, PoolQuota.UNKNOWN))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("without user, password and query")
                    .hasMessageNotContaining("hunter2");
        }
    }

    @Test
    void aQuotaInTheCommandIsForASinglePoolAndCountsAsDeclared() {
        pool("A", "http://a/v1", "*");
        environment.put("PENSTOCK_POOLS_A_REQUESTS_PER_MINUTE", "100");
        environment.put("PENSTOCK_POOLS_A_TOKENS_PER_MINUTE", "1000");

        assertThat(find(null, FIVE_A_MINUTE).pools().getFirst().declared())
                .isEqualTo(new PoolQuota(5L, 1000L, null, null));

        pool("B", "http://b/v1", "*");
        assertThatThrownBy(() -> find(null, FIVE_A_MINUTE))
                .hasMessage(
                        "--rpm, --tpm, --itpm, --otpm and --concurrency (PENSTOCK_RPM, …) are for one pool, and there are 2 in the"
                                + " environment: set them there, or pick one with --pool (a, b)");
        assertThat(find("b", FIVE_A_MINUTE).pools())
                .extracting(pool -> pool.declared().requestsPerMinute())
                .containsExactly(100L, 5L);
    }

    @Test
    void aPoolThatIsPickedTakesAllRequests() {
        pool("A", "http://a/v1", "*");
        pool("B", "http://b/v1", "gpt-4o");

        ProviderChoice choice = find("a", PoolQuota.UNKNOWN);

        assertThat(choice.pool()).isEqualTo("a");
        assertThat(choice.findPool("gpt-4o").map(PoolConfig::name)).contains("a");
        assertThat(choice.settings(URI.create("file:///s"), Path.of("/h")).served())
                .containsExactly("a");
        assertThat(choice.settings(URI.create("file:///s"), Path.of("/h")).pools())
                .hasSize(2);
        assertThatThrownBy(() -> find("c", PoolQuota.UNKNOWN))
                .hasMessage("there is no pool 'c'; configured pools: a, b");
    }

    @Test
    void withoutPoolsTheEnvironmentNamesTheProviderAndDefaultsHoldForIt() {
        environment.put("PENSTOCK_DEFAULTS_MAX_CONCURRENCY", "3");
        environment.put("PENSTOCK_DEFAULTS_TIMEOUT", "30s");
        environment.put("PENSTOCK_DEFAULTS_MODEL", "mine");
        environment.put("PENSTOCK_DEFAULTS_GRACE", "5s");

        ProviderChoice choice = find(null, FIVE_A_MINUTE);

        assertThat(choice.poolOfAnyAccount(null)).matches("provider-[0-9a-f]{6}");
        assertThat(choice.model()).isEqualTo("mine");
        assertThat(choice.pools().getFirst().declared()).isEqualTo(new PoolQuota(5L, null, 3, null));
        assertThat(choice.pools().getFirst().timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(choice.grace(null)).isEqualTo(Duration.ofSeconds(5));
        assertThat(choice.grace(0L)).isEqualTo(Duration.ZERO);
        assertThat(choice.toString()).doesNotContain("sk-hidden");
    }

    @Test
    void aPoolOfTheEnvironmentIsNamedByAddressAndAccount() {
        assertThat(named("http://127.0.0.1:9000/v1", "")).isEqualTo("127.0.0.1-9000");
        assertThat(named("http://localhost:9000/v1", "sk-one")).matches("localhost-9000-[0-9a-f]{6}");
        String one = named("http://host:9000/v1", "sk-one");

        assertThat(one).isEqualTo(named("http://host:9000/v1/", "sk-one"));
        assertThat(List.of(
                        one,
                        named("http://host:9000/v1", "sk-two"),
                        named("http://host:9000/v1", ""),
                        named("http://host:9000/team/v1", "sk-one"),
                        named("http://host:9000/team/v1", ""),
                        named("https://host:9000/v1", ""),
                        named("http://host:9001/v1", "sk-one")))
                .doesNotHaveDuplicates();
        assertThat(named("", "sk-one")).matches("openai-[0-9a-f]{6}");
        assertThat(named("https://api.groq.com/openai/v1", "sk-one")).matches("groq-[0-9a-f]{6}");
    }

    /** Tenants see it in results, errors and waits. */
    @Test
    void theNameOfAPoolDoesNotShowTheHostOfAnOperatorsGateway() {
        assertThat(named("https://llm.internal.example:8443/v1", "sk-one")).matches("provider-[0-9a-f]{6}-[0-9a-f]{6}");
        assertThat(named("http://10.1.2.3:8000/v1", "")).matches("provider-[0-9a-f]{6}");
        assertThat(named("http://127.gateway.example:8000/v1", "")).matches("provider-[0-9a-f]{6}");
        assertThat(named("https://mine.openai.azure.com", "")).matches("azure-[0-9a-f]{6}-[0-9a-f]{6}");
    }

    @Test
    void anAccountOfTheUsersOwnNameKeepsItWithAnotherKey() {
        environment.put("PENSTOCK_ACCOUNT", "team-a");

        assertThat(named("", "sk-one")).isEqualTo("openai-team-a").isEqualTo(named("", "sk-two"));
        assertThat(named("http://one/v1", "sk-one"))
                .isEqualTo(named("http://one/v1", "sk-two"))
                .endsWith("-team-a")
                .isNotEqualTo(named("http://two/v1", "sk-one"));

        environment.put("PENSTOCK_ACCOUNT", "team a");
        assertThatThrownBy(() -> named("", "sk-one"))
                .hasMessage(
                        "'team a' is not an account's name (--account, PENSTOCK_ACCOUNT): 1 to 32 letters, digits, '.',"
                                + " '_' or '-'");
    }

    @Test
    void aKeyOfAnotherProviderChoosesItsAddressAndDialect() {
        environment.clear();
        environment.put("ANTHROPIC_API_KEY", "sk-ant-hidden");

        ProviderChoice choice = find(null, PoolQuota.UNKNOWN);

        assertThat(choice.pool()).matches("anthropic-[0-9a-f]{6}");
        assertThat(choice.description())
                .startsWith("https://api.anthropic.com (with ANTHROPIC_API_KEY")
                .doesNotContain("hidden");
        assertThat(choice.pools().getFirst().dialect()).isEqualTo(new DialectSettings(Dialect.ANTHROPIC, null));
        assertThat(choice.poolOfAnyAccount(null)).isEqualTo("anthropic");
    }

    @Test
    void severalKeysShareTheRequestsByModel() {
        environment.clear();
        environment.put("OPENAI_API_KEY", "sk-hidden");
        String alone = find(null, PoolQuota.UNKNOWN).poolOfAnyAccount("gpt-4o");
        environment.put("ANTHROPIC_API_KEY", "sk-ant-hidden");

        ProviderChoice choice = find(null, PoolQuota.UNKNOWN);

        assertThat(choice.findPool("claude-sonnet-4-5").map(PoolConfig::name))
                .hasValueSatisfying(name -> assertThat(name).startsWith("anthropic-"));
        assertThat(choice.findPool("gpt-4o").map(PoolConfig::name))
                .hasValueSatisfying(name -> assertThat(name).startsWith("openai-"));
        assertThat(choice.findPool("mine").map(PoolConfig::name))
                .isEqualTo(choice.findPool("gpt-4o").map(PoolConfig::name));
        assertThat(choice.description())
                .startsWith("by model: others to https://api.openai.com/v1 (with OPENAI_API_KEY, account ")
                .contains("; claude-* to https://api.anthropic.com (with ANTHROPIC_API_KEY, account ");
        assertThat(choice.poolOfAnyAccount("gpt-4o"))
                .as("another provider's key makes no batch another")
                .isEqualTo(alone);
    }

    @Test
    void azureTakesModelsOfUnknownNames() {
        environment.clear();
        environment.put("OPENAI_API_KEY", "sk-hidden");
        environment.put("AZURE_OPENAI_ENDPOINT", "https://mine.openai.azure.com");
        environment.put("AZURE_OPENAI_API_KEY", "0123456789abcdef");
        environment.put("OPENAI_API_VERSION", "2024-10-21");

        ProviderChoice choice = find(null, PoolQuota.UNKNOWN);

        PoolConfig azure = choice.findPool("my-deployment").orElseThrow();
        assertThat(azure.dialect()).isEqualTo(new DialectSettings(Dialect.AZURE, "2024-10-21"));
        assertThat(choice.findPool("gpt-4o")).isNotEqualTo(choice.findPool("my-deployment"));
    }

    @Test
    void azuresKeyWithoutItsAddressIsAMistakeWhereNothingElseIsNamed() {
        environment.clear();
        environment.put("AZURE_OPENAI_API_KEY", "0123456789abcdef");

        assertThatThrownBy(() -> find(null, PoolQuota.UNKNOWN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("AZURE_OPENAI_API_KEY is set and AZURE_OPENAI_ENDPOINT is not; set it, too:"
                        + " https://NAME.openai.azure.com");
    }

    @Test
    void aKeyInAnotherProvidersVariableIsRefusedAndNotShown() {
        environment.clear();
        environment.put("OPENAI_API_KEY", "sk-ant-hidden");

        assertThatThrownBy(() -> find(null, PoolQuota.UNKNOWN))
                .hasMessage("OPENAI_API_KEY looks like a key of Anthropic; set it to a key of OpenAI, or set"
                        + " ANTHROPIC_API_KEY instead");
    }

    @Test
    void anotherProvidersKeyIsNotSentToAzure() {
        environment.clear();
        environment.put("AZURE_OPENAI_ENDPOINT", "https://mine.openai.azure.com");
        environment.put("AZURE_OPENAI_API_KEY", "sk-proj-hidden");

        assertThatThrownBy(() -> find(null, PoolQuota.UNKNOWN))
                .hasMessage("AZURE_OPENAI_API_KEY looks like a key of OpenAI; set it to a key of Azure OpenAI, or set"
                        + " OPENAI_API_KEY instead");
    }

    private String named(String address, String key) {
        environment.put("OPENAI_BASE_URL", address);
        environment.put("OPENAI_API_KEY", key);
        return String.valueOf(find(null, PoolQuota.UNKNOWN).pool());
    }

    private void pool(String name, String address, String models) {
        environment.put("PENSTOCK_POOLS_" + name + "_BASE_URL", address);
        environment.put("PENSTOCK_POOLS_" + name + "_MODELS", models);
    }

    private ProviderChoice find(@Nullable String pool, PoolQuota quota) {
        PenstockConfiguration configuration = ConfigurationFinder.find(null, nothing, nothing, environment);
        return ProviderFinder.find(environment, configuration, new ProviderPreference(pool, quota, null));
    }
}
