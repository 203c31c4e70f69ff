package dev.penstock.starter.cli.session;

import dev.penstock.contracts.pool.FurtherLimits;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.engine.EngineOptions;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.starter.provider.ProviderFinder;
import dev.penstock.starter.provider.ProviderPreference;
import dev.penstock.worker.config.ConfigurationFinder;
import dev.penstock.worker.config.PenstockConfiguration;
import dev.penstock.worker.config.ProviderChoice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that choose the provider and limit its use. */
public final class ProviderOptions {
    @Option(
            names = "--rpm",
            paramLabel = "N",
            defaultValue = "${env:PENSTOCK_RPM}",
            description = "Requests per minute that the provider allows (PENSTOCK_RPM).")
    @Nullable
    Long requestsPerMinute;

    @Option(
            names = "--tpm",
            paramLabel = "N",
            defaultValue = "${env:PENSTOCK_TPM}",
            description = "Tokens per minute that the provider allows (PENSTOCK_TPM).")
    @Nullable
    Long tokensPerMinute;

    @Option(
            names = "--itpm",
            paramLabel = "N",
            defaultValue = "${env:PENSTOCK_ITPM}",
            description = "Input tokens per minute, where the provider limits these apart (PENSTOCK_ITPM).")
    @Nullable
    Long inputTokensPerMinute;

    @Option(
            names = "--otpm",
            paramLabel = "N",
            defaultValue = "${env:PENSTOCK_OTPM}",
            description = "Output tokens per minute, where the provider limits these apart (PENSTOCK_OTPM).")
    @Nullable
    Long outputTokensPerMinute;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "${env:PENSTOCK_CONCURRENCY}",
            description = "Most calls in flight; by default 20 at first, then growing (PENSTOCK_CONCURRENCY).")
    @Nullable
    Integer concurrency;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "${env:PENSTOCK_TIMEOUT}",
            description = "Time limit of one call; 600 by default (PENSTOCK_TIMEOUT).")
    @Nullable
    Long timeoutSeconds;

    @Option(
            names = "--account",
            paramLabel = "NAME",
            defaultValue = "${env:PENSTOCK_ACCOUNT}",
            description =
                    "Name of the account that OPENAI_API_KEY is for; by default made from the key. A key under the"
                            + " name of an earlier one replaces it (PENSTOCK_ACCOUNT).")
    @Nullable
    String account;

    @Option(names = "--pool", paramLabel = "NAME", description = "Use this configured pool for all requests.")
    @Nullable
    String pool;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "File with pools, tenants and defaults; by default penstock.yaml in this folder, then the one in"
                            + " PENSTOCK_HOME (PENSTOCK_CONFIG).")
    @Nullable
    Path config;

    public ProviderChoice find(Map<String, String> environment) {
        if (concurrency != null && concurrency < 1) {
            throw new UserError("--concurrency must be at least 1, not " + concurrency);
        }
        try {
            Path home = EngineOptions.from(environment).home();
            PenstockConfiguration configuration = ConfigurationFinder.find(config, Path.of(""), home, environment);
            Map<String, String> named = new HashMap<>(environment);
            if (account != null) {
                named.put(ProviderFinder.ACCOUNT, account);
            }
            return ProviderFinder.find(named, configuration, wanted());
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
    }

    private ProviderPreference wanted() {
        return new ProviderPreference(
                pool,
                new PoolQuota(
                        requestsPerMinute,
                        tokensPerMinute,
                        concurrency,
                        null,
                        FurtherLimits.NONE.withInputOutput(inputTokensPerMinute, outputTokensPerMinute)),
                timeoutSeconds == null ? null : Duration.ofSeconds(timeoutSeconds));
    }
}
