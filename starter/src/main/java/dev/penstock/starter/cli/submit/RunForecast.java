package dev.penstock.starter.cli.submit;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.starter.cli.output.ProgressSnapshot;
import dev.penstock.starter.cli.output.TerminalOutput;
import dev.penstock.starter.estimate.BatchEstimate;
import dev.penstock.starter.estimate.BatchEstimator;
import dev.penstock.starter.estimate.BatchEstimator.Measured;
import dev.penstock.store.Store;
import dev.penstock.store.plan.PlanFiles;
import dev.penstock.worker.config.ProviderChoice;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A forecast of a run, computed from an excerpt of the input while the engine starts, and printed before the first
 * call.
 */
final class RunForecast {
    private static final Logger log = LoggerFactory.getLogger(RunForecast.class);

    private final @Nullable BatchSpec spec;
    private final boolean wasStarted;
    private final CompletableFuture<Optional<Measured>> measured;

    private boolean isFromSample;

    private RunForecast(@Nullable BatchSpec spec, boolean wasStarted, CompletableFuture<Optional<Measured>> measured) {
        this.spec = spec;
        this.wasStarted = wasStarted;
        this.measured = measured;
    }

    /** Returns a forecast that prints nothing, for a batch whose estimate was already printed. */
    static RunForecast none() {
        return new RunForecast(null, false, CompletableFuture.completedFuture(Optional.empty()));
    }

    /**
     * Begins to measure a batch's input.
     *
     * @param wasStarted whether the batch was started before and continues
     */
    static RunForecast begin(BatchSpec spec, boolean wasStarted, ProviderChoice provider, Store store) {
        CompletableFuture<Optional<Measured>> answer = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("estimate").start(() -> {
            try {
                answer.complete(Optional.of(new BatchEstimator(provider, store).measure(spec, true)));
            } catch (IOException | RuntimeException e) {
                // Planning reports mistakes in the input more precisely.
                log.info("Cannot estimate {}", spec.input(), e);
            } finally {
                // Also after an error of the JVM: the run waits for this.
                answer.complete(Optional.empty());
            }
        });
        return new RunForecast(spec, wasStarted, answer);
    }

    void say(TerminalOutput console, Function<String, Optional<PoolQuota>> learnt) {
        try {
            measured.join().map(found -> found.with(learnt)).ifPresent(estimate -> {
                isFromSample = estimate.counted() + estimate.unreadable() < estimate.requests();
                say(Objects.requireNonNull(spec), wasStarted, estimate, console);
            });
        } catch (CompletionException e) {
            log.info("Cannot estimate the batch", e);
        }
    }

    /** Prints the plan's exact numbers if the estimate came from a sample. */
    void correct(PlanFiles plans, BatchId batch, Consumer<String> said) {
        if (!isFromSample) {
            return;
        }
        try {
            plans.find(batch)
                    .ifPresent(plan -> said.accept(ProgressSnapshot.format(
                            "planned:  %,d requests, %,d input tokens", plan.requests(), plan.inputTokens())));
        } catch (IOException e) {
            log.info("The plan of batch {} cannot be read", batch, e);
        }
    }

    static void say(BatchSpec spec, boolean wasStarted, BatchEstimate estimate, TerminalOutput console) {
        if (estimate.counted() == 0) {
            return; // "$0" for lines that cannot be sent would only mislead; planning says what is wrong with them.
        }
        EstimateText.brief(estimate).forEach(console::say);
        LaneForecast.of(spec, estimate, Instant.now(), wasStarted).forEach(console::say);
    }
}
