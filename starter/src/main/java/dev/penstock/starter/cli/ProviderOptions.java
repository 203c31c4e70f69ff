package dev.penstock.starter.cli;

import dev.penstock.activities.gate.GateLimits;
import dev.penstock.starter.provider.ProviderChoice;
import dev.penstock.starter.provider.ProviderFinder;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What may be used of the provider. */
final class ProviderOptions {
    @Option(
            names = "--rpm",
            paramLabel = "N",
            defaultValue = "${env:PENSTOCK_RPM}",
            description = "Requests a minute the provider allows (PENSTOCK_RPM).")
    @Nullable
    Long requestsPerMinute;

    @Option(
            names = "--tpm",
            paramLabel = "N",
            defaultValue = "${env:PENSTOCK_TPM}",
            description = "Tokens a minute the provider allows (PENSTOCK_TPM).")
    @Nullable
    Long tokensPerMinute;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "${env:PENSTOCK_CONCURRENCY}",
            description = "Calls at once; 20 by default (PENSTOCK_CONCURRENCY).")
    @Nullable
    Integer concurrency;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "${env:PENSTOCK_TIMEOUT}",
            description = "Of one call; 600 by default (PENSTOCK_TIMEOUT).")
    @Nullable
    Long timeoutSeconds;

    ProviderChoice find(Map<String, String> environment) {
        int calls = concurrency == null ? GateLimits.DEFAULT_CONCURRENCY : concurrency;
        if (calls < 1) {
            throw new UserError("--concurrency must be at least 1, not " + calls);
        }
        try {
            return ProviderFinder.find(
                    environment,
                    new GateLimits(requestsPerMinute, tokensPerMinute, calls, true),
                    timeoutSeconds == null ? null : Duration.ofSeconds(timeoutSeconds));
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
    }
}
