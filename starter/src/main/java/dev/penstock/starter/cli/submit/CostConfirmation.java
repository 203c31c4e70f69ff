package dev.penstock.starter.cli.submit;

import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.starter.cli.output.TerminalOutput;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.starter.estimate.BatchEstimate;
import dev.penstock.starter.estimate.BatchEstimator;
import dev.penstock.store.Store;
import dev.penstock.worker.config.ProviderChoice;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Asks the user before an expensive batch starts. */
final class CostConfirmation {
    @Option(
            names = "--confirm-over",
            paramLabel = "USD",
            description = "Ask before a batch whose expected cost is higher than this, or unknown.")
    @Nullable
    BigDecimal over;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask for confirmation.")
    boolean yes;

    /**
     * Estimates the batch, and asks the user for confirmation if required.
     *
     * @param wasStarted whether the batch was started before and continues
     * @return the forecast that is still to be printed; an empty one if the estimate was printed already
     * @throws UserError if the user declines or cannot be asked
     */
    RunForecast pass(BatchSpec spec, boolean wasStarted, ProviderChoice provider, Store store, TerminalOutput console)
            throws IOException {
        BigDecimal limit = limit(provider);
        if (yes || limit == null) {
            return RunForecast.begin(spec, wasStarted, provider, store);
        }
        BatchEstimate estimate =
                new BatchEstimator(provider, store).measure(spec, false).with(pool -> java.util.Optional.empty());
        RunForecast.say(spec, wasStarted, estimate, console);
        String reason = reason(estimate, limit);
        if (reason != null) {
            ask(reason, console);
        }
        return RunForecast.none();
    }

    private @Nullable BigDecimal limit(ProviderChoice provider) {
        BigDecimal asked = over == null ? provider.configuration().defaults().confirmOver() : over;
        if (asked != null && asked.signum() < 0) {
            throw new UserError("--confirm-over must be a number of US dollars from 0, not " + asked);
        }
        return asked;
    }

    /** Returns why confirmation is required; null if the batch costs no more than the limit. */
    private static @Nullable String reason(BatchEstimate estimate, BigDecimal limit) {
        BigDecimal expected = estimate.cost().expected();
        if (expected == null) {
            return "the batch's cost is unknown (no price for the model)";
        }
        double error = 1 + estimate.errorPercent() / 100;
        return expected.multiply(BigDecimal.valueOf(error)).compareTo(limit) <= 0
                ? null
                : "the batch would cost more than $" + limit.toPlainString() + ": "
                        + EstimateText.money(estimate.cost());
    }

    private static void ask(String reason, TerminalOutput console) throws IOException {
        if (!console.isTerminal()) {
            throw new UserError(reason + "; pass --yes to run the batch anyway");
        }
        console.err().print(reason + ". Go on? [y/N] ");
        console.err().flush();
        @Nullable
        String answer = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
        if (answer == null) {
            console.say("");
            throw new UserError("standard input ended without an answer; pass --yes to run the batch anyway");
        }
        if (!answer.strip().toLowerCase(Locale.ROOT).matches("y|yes")) {
            throw new UserError("not confirmed, so nothing was called");
        }
    }
}
