package dev.penstock.starter.cli.submit;

import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.starter.cli.batch.BatchCommand;
import dev.penstock.starter.cli.destination.BatchOutput;
import dev.penstock.starter.cli.destination.ForceOption;
import dev.penstock.starter.cli.destination.FormOptions;
import dev.penstock.starter.cli.destination.OutputDestination;
import dev.penstock.starter.cli.destination.OutputGuard;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.starter.cli.session.GraceOption;
import dev.penstock.starter.cli.session.ProviderOptions;
import dev.penstock.store.BatchFile;
import dev.penstock.store.plan.PlanFiles;
import dev.penstock.worker.config.ProviderChoice;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The base of commands that run a part of a finished batch again and keep the rest. */
abstract class RoundCommand extends BatchCommand {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "File for all results, in the form that its name says; by default BATCH.results.jsonl in this"
                    + " folder; - for standard output.")
    @Nullable
    String output;

    @Mixin
    FormOptions form = new FormOptions();

    @Mixin
    ForceOption force = new ForceOption();

    @Mixin
    GraceOption grace = new GraceOption();

    @Mixin
    ProviderOptions providers = new ProviderOptions();

    /**
     * Returns the result of this finished batch.
     *
     * @param only the end of the error message, which says that the command is for finished batches only
     * @throws UserError if the batch has not finished
     */
    BatchResult finished(String only) throws IOException {
        return stored().result(id())
                .orElseThrow(
                        () -> new UserError("no finished batch %s in %s; %s".formatted(id(), home.storeUri(), only)));
    }

    /** Returns where the results go, after a check that they can and may be written there. */
    BatchOutput results() throws IOException {
        String named = output == null ? id() + ".results." + form.ending() : output;
        BatchOutput results = BatchOutput.of(
                OutputDestination.of(named),
                new OutputGuard(home.store(), null, null, force.wanted),
                form.of(named, console::say),
                json.wanted);
        results.check(id()).ifPresent(console::say);
        return results;
    }

    /**
     * Runs a part of the batch again and returns the exit code.
     *
     * @param stage the stage to run again, with the stages that depend on it; null = the dead letters
     */
    int again(BatchResult before, @Nullable String stage, BatchOutput results)
            throws IOException, InterruptedException {
        try (ProviderChoice provider = providers.find(System.getenv())) {
            String requests = home.store().locate(id(), BatchFile.INPUT).toString();
            BatchSpec spec =
                    provider.chosenFor(RoundSpec.of(lastSpec(), requests, provider.pool(), before.round() + 1, stage));
            return new BatchRun(home, console, delivery(), provider.grace(grace.seconds))
                    .run(id(), spec, provider, results);
        }
    }

    private BatchSpec lastSpec() throws IOException {
        return new PlanFiles(home.store())
                .find(id())
                .orElseThrow(() -> new UserError("batch %s has no plan in %s".formatted(id(), home.storeUri())))
                .spec();
    }
}
