package dev.penstock.starter.cli.submit;

import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.engine.EngineUnavailable;
import dev.penstock.formats.UnreadableInputException;
import dev.penstock.starter.cli.output.ExitCode;
import dev.penstock.starter.cli.output.JsonOption;
import dev.penstock.starter.cli.output.StandardOutput;
import dev.penstock.starter.cli.output.TerminalOutput;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.starter.cli.session.TemporalSession;
import dev.penstock.starter.cli.session.UserFolders;
import dev.penstock.starter.estimate.BatchEstimate;
import dev.penstock.starter.estimate.BatchEstimator;
import dev.penstock.store.input.InputLocation;
import dev.penstock.worker.config.ProviderChoice;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code penstock estimate FILE} estimates a run's requests, tokens, cost and time without any call. */
@Command(
        name = "estimate",
        description = "Print the tokens, cost and time that a run would take, stage by stage; makes no call.",
        sortOptions = false)
public final class EstimateCommand implements Callable<Integer> {
    @Mixin
    Submission submission = new Submission();

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    CommandSpec command = CommandSpec.create();

    private final TerminalOutput console = TerminalOutput.system();

    @Override
    public Integer call() throws IOException {
        UserFolders home = new UserFolders();
        try (InputCopy input = submission.input(home);
                ProviderChoice provider = submission.provider()) {
            InputLocation file = input.input();
            BatchSpec spec = submission.spec(file, provider);
            InputPreview.remarks(file, spec).forEach(console::say);
            MissingModel.refuse(file, spec, provider);
            BatchEstimate estimate = estimate(home, provider, spec);
            if (json.wanted) {
                json.print(estimate);
            } else {
                console.say("provider: " + provider.description());
                StandardOutput.page(EstimateText.page(estimate), command);
            }
            return ExitCode.DONE;
        } catch (UnreadableInputException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
    }

    private static BatchEstimate estimate(UserFolders home, ProviderChoice provider, BatchSpec spec)
            throws IOException {
        BatchEstimator.Measured measured = new BatchEstimator(provider, home.store()).measure(spec, false);
        try (TemporalSession session = session(home)) {
            Function<String, Optional<PoolQuota>> learnt =
                    pool -> session == null ? Optional.empty() : LearnedQuotas.of(session, pool);
            return measured.with(learnt);
        }
    }

    /** Returns a session with a Temporal server that runs already; no server is started for an estimate. */
    private static @Nullable TemporalSession session(UserFolders home) {
        try {
            return TemporalSession.find(home, said -> {}).orElse(null);
        } catch (EngineUnavailable e) {
            return null;
        }
    }
}
