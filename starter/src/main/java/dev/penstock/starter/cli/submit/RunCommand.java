package dev.penstock.starter.cli.submit;

import dev.penstock.client.batch.BatchQuestion;
import dev.penstock.client.batch.BatchQuestions;
import dev.penstock.client.batch.StoredBatches;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.IncompleteAnswer;
import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.starter.cli.batch.ResultDelivery;
import dev.penstock.starter.cli.destination.BatchOutput;
import dev.penstock.starter.cli.destination.ForceOption;
import dev.penstock.starter.cli.destination.FormOptions;
import dev.penstock.starter.cli.destination.OutputDestination;
import dev.penstock.starter.cli.destination.OutputGuard;
import dev.penstock.starter.cli.destination.ResultForm;
import dev.penstock.starter.cli.job.JobText;
import dev.penstock.starter.cli.output.ExitCode;
import dev.penstock.starter.cli.output.JsonOption;
import dev.penstock.starter.cli.output.StandardOutput;
import dev.penstock.starter.cli.output.TerminalOutput;
import dev.penstock.starter.cli.session.GraceOption;
import dev.penstock.starter.cli.session.UserFolders;
import dev.penstock.starter.estimate.BatchEstimate;
import dev.penstock.starter.estimate.BatchEstimator;
import dev.penstock.store.Store;
import dev.penstock.store.input.InputLocation;
import dev.penstock.store.plan.PlanFiles;
import dev.penstock.worker.config.ProviderChoice;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code penstock run FILE} submits a batch, follows it and delivers its results. */
@Command(
        name = "run",
        description = "Send a file of prompts and wait for the file of answers; the same command continues it.",
        sortOptions = false)
public final class RunCommand implements Callable<Integer> {
    private static final String DRY_RUN = "--dry-run";

    @Mixin
    Submission submission = new Submission();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "File for the results: .jsonl, or as a table with the input's columns .csv, .tsv, .ndjson,"
                    + " .parquet or .xlsx, also .gz and .zst; by default beside FILE as NAME.results.jsonl; - for"
                    + " standard output; s3://BUCKET/NAME for an object.")
    @Nullable
    String output;

    @Mixin
    FormOptions form = new FormOptions();

    @Mixin
    ForceOption force = new ForceOption();

    @Option(
            names = DRY_RUN,
            description = "Check and estimate the batch, and print it as a job file on standard output; call nothing.")
    boolean dryRun;

    @Spec
    CommandSpec command = CommandSpec.create();

    @Mixin
    GraceOption grace = new GraceOption();

    @Mixin
    CostConfirmation confirmation = new CostConfirmation();

    @Mixin
    JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException, InterruptedException {
        UserFolders home = new UserFolders();
        StoredBatches stored = new StoredBatches(home.usableStore());
        TerminalOutput console = TerminalOutput.system();
        String named = output == null
                ? new InputArgument(submission.input).results(form.ending()).toString()
                : output;
        ResultForm wanted = form.of(named, console::say);
        ResultDelivery delivery = new ResultDelivery(console, json);
        try (InputCopy input = submission.input(home);
                ProviderChoice provider = submission.provider()) {
            InputLocation file = input.input();
            BatchSpec spec = submission.spec(file, provider);
            if (dryRun) {
                return printJob(file, spec, provider, home.store(), console);
            }
            BatchId id = submission.id(file, spec, provider, stored);
            BatchQuestion question = submission.question(spec, provider);
            BatchOutput results = BatchOutput.of(
                    OutputDestination.of(named),
                    new OutputGuard(home.store(), file, question, force.wanted),
                    wanted,
                    json.wanted);
            results.check(id).ifPresent(console::say);
            Optional<BatchResult> finished =
                    stored.result(id).filter(result -> result.status() == BatchState.COMPLETED);
            if (finished.isPresent()) {
                console.say("batch " + id + " was finished before; nothing is paid again (--again makes a new batch)");
                if (!spec.failOn().equals(failOn(id, home.store()))) {
                    console.say("--fail-on was another one then, and changes nothing about answers that are there");
                }
                return delivery.deliver(stored, id, results);
            }
            submission.keepGoing(home.store(), id);
            submission.files.grant(home, id, file, spec);
            return new BatchRun(home, console, delivery, provider.grace(grace.seconds))
                    .withForecast(forecast(id, file, spec, provider, home.store(), console))
                    .asking(question)
                    .run(id, spec.with(SpecKey.ROUND, null), provider, results);
        }
    }

    private static List<IncompleteAnswer> failOn(BatchId id, Store store) throws IOException {
        return new PlanFiles(store).find(id).map(plan -> plan.spec().failOn()).orElse(List.of());
    }

    /** Checks what would keep the whole batch from starting; one that was started before was already checked and confirmed. */
    private RunForecast forecast(
            BatchId id,
            InputLocation file,
            BatchSpec spec,
            ProviderChoice provider,
            Store store,
            TerminalOutput console)
            throws IOException {
        if (store.hasResults(id)) {
            return RunForecast.none();
        }
        InputPreview.remarks(file, spec).forEach(console::say);
        MissingModel.refuse(file, spec, provider);
        boolean wasStarted = new BatchQuestions(store).find(id).isPresent();
        return confirmation.pass(spec, wasStarted, provider, store, console);
    }

    private int printJob(
            InputLocation file, BatchSpec spec, ProviderChoice provider, Store store, TerminalOutput console)
            throws IOException {
        MissingModel.refuse(file, spec, provider);
        BatchEstimate estimate =
                new BatchEstimator(provider, store).measure(spec, false).with(pool -> Optional.empty());
        UnservedModel.refuse(estimate, spec, provider);
        console.say("provider: " + provider.description());
        EstimateText.page(estimate).forEach(console::say);
        PrintWriter out = StandardOutput.of(command);
        out.print(JobText.of(submission.input, command.commandLine().getParseResult(), DRY_RUN));
        out.flush();
        return ExitCode.DONE;
    }
}
