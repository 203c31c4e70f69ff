package dev.penstock.worker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.activities.prices.ModelPrice;
import dev.penstock.activities.prices.Prices;
import dev.penstock.contracts.BilledApart;
import dev.penstock.contracts.Usage;
import dev.penstock.contracts.budget.BudgetLimits;
import dev.penstock.contracts.pool.FurtherLimits;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.limits.rate.RateLimits;
import dev.penstock.providers.Dialect;
import dev.penstock.providers.DialectSettings;
import dev.penstock.providers.Secret;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PenstockConfigurationTest extends ConfigurationTestCase {
    @Test
    void everythingThatCanBeSaidIsRead() {
        environment.put("OPENAI_API_KEY", "sk-hidden-key");

        PenstockConfiguration configuration = read("""
                pools:
                  openai:
                    base-url: https://api.openai.com/v1/
                    api-key: ${OPENAI_API_KEY}
                    models: [gpt-4o-mini, gpt-4.1*]
                    requests-per-minute: 500
                    tokens-per-minute: 200k
                    input-tokens-per-minute: 150k
                    output-tokens-per-minute: 50k
                    requests-per-day: 10k
                    day-starts: 00:00 UTC
                    max-concurrency: 50
                    strict: false
                    timeout: 90s
                    headers: {X-Org: abc}
                    prices: {gpt-4o-mini: {input: 0.15, cached-input: 0.075, output: 0.60}, 'gpt-4.1*': {input: 2, output: 8}}
                tenants:
                  marketing: {weight: 1}
                  search: {weight: 4, budget-usd: {day: 5, month: 99.50}}
                defaults:
                  model: gpt-4o-mini
                  grace: 2m
                  tenant: marketing
                  priority: low
                  confirm-over: 2.50
                """);

        assertThat(configuration.name()).isEqualTo("penstock.yaml");
        assertThat(configuration.pools())
                .containsExactly(new PoolConfig(
                        "openai",
                        URI.create("https://api.openai.com/v1"),
                        new Secret("sk-hidden-key"),
                        List.of("gpt-4o-mini", "gpt-4.1*"),
                        new PoolQuota(
                                500L,
                                200_000L,
                                50,
                                false,
                                new FurtherLimits(null, 10_000L, null, null, 150_000L, 50_000L, "00:00 UTC")),
                        Duration.ofSeconds(90),
                        Map.of("X-Org", new Secret("abc")),
                        Map.of("gpt-4o-mini", price("0.15", "0.075", "0.60"), "gpt-4.1*", price("2", "2", "8")),
                        new DialectSettings(Dialect.OPENAI, null)));
        assertThat(configuration.tenants().weights())
                .containsEntry("search", 4.0)
                .doesNotContainKey("sales");
        assertThat(configuration.tenants().limits())
                .isEqualTo(Map.of("search", new BudgetLimits(new BigDecimal("5"), new BigDecimal("99.50"))));
        assertThat(configuration.defaults())
                .isEqualTo(new ConfiguredDefaults(
                        "gpt-4o-mini", null, null, Duration.ofMinutes(2), "marketing", "low", new BigDecimal("2.50")));
    }

    @Test
    void whatIsNotDeclaredCanBeToldFromWhatIs() {
        PenstockConfiguration configuration = read("""
                pools:
                  open: {base-url: 'http://127.0.0.1:1/v1'}
                  same: {base-url: 'http://127.0.0.1:2/v1', max-concurrency: 20}
                """);

        PoolConfig open = pool(configuration, "open");
        assertThat(open.declared()).isEqualTo(PoolQuota.UNKNOWN);
        assertThat(open.limits()).isEqualTo(RateLimits.DEFAULT);
        assertThat(open.models()).containsExactly("*");
        assertThat(open.timeout()).isEqualTo(PoolConfig.DEFAULT_TIMEOUT);
        assertThat(pool(configuration, "same").declared().maxConcurrency()).isEqualTo(20);
        assertThat(pool(configuration, "same").limits()).isEqualTo(RateLimits.DEFAULT);
    }

    @Test
    void aPriceMayHaveTiersLongRequestsAndAllKindsOfTokens() {
        PenstockConfiguration configuration = read("""
                pools:
                  one:
                    base-url: 'http://127.0.0.1:1/v1'
                    prices:
                      m:
                        {input: 2, output: 8, cache-write: 2.5, flex: {input: 1, output: 4},
                         long-context: {above: 200k, input: 4}, max-output: 4096}
                """);

        Prices prices = Prices.known().with(pool(configuration, "one").prices());
        Usage written = new Usage(1_000, 0, 100, 0, new BilledApart(1_000, 0, 0, 0, 0, 0));
        assertThat(prices.cost("m", "", written).orElseThrow()).isEqualByComparingTo("0.0033");
        assertThat(prices.cost("m", "flex", written).orElseThrow()).isEqualByComparingTo("0.00165");
        assertThat(prices.cost("m", "", new Usage(300_000, 0, 0, 0)).orElseThrow())
                .isEqualByComparingTo("1.2");
        assertThat(prices.maxOutput("m")).hasValue(4_096);
    }

    @Test
    void defaultsHoldForPoolsThatDontSayOtherwise() {
        PenstockConfiguration configuration = read("""
                defaults: {max-concurrency: 7, timeout: 30}
                pools:
                  one: {base-url: 'http://127.0.0.1:1/v1'}
                  two: {base-url: 'http://127.0.0.1:2/v1', max-concurrency: 8, timeout: 1h}
                """);

        assertThat(configuration.pools())
                .extracting(pool -> pool.declared().maxConcurrency())
                .containsExactly(7, 8);
        assertThat(configuration.pools())
                .extracting(PoolConfig::timeout)
                .containsExactly(Duration.ofSeconds(30), Duration.ofHours(1));
    }

    @Test
    void numbersMayBeWrittenShort() {
        assertThat(List.of("7", "200k", "1.5M", "200K", "2m", "1_000_000"))
                .extracting(SettingParser::count)
                .containsExactly(7L, 200_000L, 1_500_000L, 200_000L, 2_000_000L, 1_000_000L);
    }

    @Test
    void anEmptyFileAndEmptyGroupsSayNothing() {
        assertThat(read("").pools()).isEmpty();
        assertThat(read("# pools:\n").pools()).isEmpty();
        assertThat(read("pools:\ntenants:\ndefaults:\n").pools()).isEmpty();
    }

    @Test
    void theFileHereGoesBeforeTheOneInTheStateFolderAndTheNamedOneBeforeBoth() {
        Path home = folder.resolve("home");
        write(home, "defaults: {model: from-home}");
        assertThat(find().defaults().model()).isEqualTo("from-home");
        assertThat(find().name()).isEqualTo(home.resolve("penstock.yaml").toString());

        assertThat(read("defaults: {model: from-here}").defaults().model()).isEqualTo("from-here");

        write(folder.resolve("other"), "defaults: {model: from-variable}");
        environment.put("PENSTOCK_CONFIG", "other/penstock.yaml");
        assertThat(find().defaults().model()).isEqualTo("from-variable");

        write(folder.resolve("third"), "defaults: {model: from-option}");
        Path option = Path.of("third", "penstock.yaml");
        assertThat(ConfigurationFinder.find(option, folder, home, environment)
                        .defaults()
                        .model())
                .isEqualTo("from-option");
    }

    @Test
    void aNamedFileThatIsMissingIsAMistakeAndAnUnnamedOneIsNot() {
        assertThat(find()).isEqualTo(PenstockConfiguration.NONE);

        environment.put("PENSTOCK_CONFIG", "missing.yaml");
        assertThatThrownBy(this::find).hasMessage("PENSTOCK_CONFIG: there is no file missing.yaml");
        assertThatThrownBy(() -> ConfigurationFinder.find(Path.of("also.yaml"), folder, folder, environment))
                .hasMessage("--config: there is no file also.yaml");
    }

    @Test
    void noSecretIsSeenInAnythingPrinted() {
        environment.put("KEY", "sk-hidden-key");
        PenstockConfiguration configuration = read("""
                pools:
                  p: {base-url: 'http://127.0.0.1/v1', api-key: '${KEY}', headers: {api-key: hidden-too}}
                """);

        assertThat(configuration.toString()).contains("***").doesNotContain("hidden");
        assertThat(YamlFile.read(folder.resolve("penstock.yaml"), "f").toString())
                .doesNotContain("hidden");
        assertThat(EnvironmentOverrides.over(
                                RawSetting.Group.of(null, new SourcePosition("f", 1, 1)),
                                Map.of("PENSTOCK_POOLS_P_API_KEY", "sk-hidden-key"))
                        .toString())
                .contains("PENSTOCK_POOLS_P_API_KEY")
                .doesNotContain("hidden");
    }

    private static ModelPrice price(String input, String cached, String output) {
        return ModelPrice.of(new BigDecimal(input), new BigDecimal(cached), new BigDecimal(output));
    }

    @Test
    void aKeyThatChangesIsReadFromItsFileOrCommandWhereTheUserChoseTheConfiguration() throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "sk-of-a-file");
        String yaml = """
                pools:
                  filed: {base-url: 'http://x/v1', api-key-file: %s}
                  printed: {base-url: 'http://y/v1', api-key-command: "echo sk-printed"}
                """.formatted(key);
        write(folder.resolve("home"), yaml);

        PenstockConfiguration chosen = find();

        assertThat(Objects.requireNonNull(pool(chosen, "filed").apiKey()).current())
                .isEqualTo(new Secret("sk-of-a-file"));
        assertThat(Objects.requireNonNull(pool(chosen, "printed").apiKey()).current())
                .isEqualTo(new Secret("sk-printed"));
        assertThat(mistake(yaml))
                .isEqualTo(
                        "penstock.yaml:2:36: api-key-file is not taken from a file that was only found in the working folder; name the file (--config, PENSTOCK_CONFIG), or keep it in PENSTOCK_HOME");
        environment.put("PENSTOCK_CONFIG", "penstock.yaml");
        assertThat(mistake("pools:\n  a: {base-url: 'http://x/v1', api-key-file: nothing}"))
                .startsWith("penstock.yaml:2:32: the key file ")
                .contains("nothing: there is no such file; put the key there");
    }
}
