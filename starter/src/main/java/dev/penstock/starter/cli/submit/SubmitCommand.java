package dev.penstock.starter.cli.submit;

import dev.penstock.client.batch.BatchHandle;
import dev.penstock.client.batch.BatchQuestion;
import dev.penstock.client.batch.StoredBatches;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.starter.cli.output.ExitCode;
import dev.penstock.starter.cli.output.JsonOption;
import dev.penstock.starter.cli.output.TerminalOutput;
import dev.penstock.starter.cli.session.TemporalSession;
import dev.penstock.starter.cli.session.UserFolders;
import dev.penstock.store.input.InputLocation;
import dev.penstock.worker.config.ProviderChoice;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code penstock submit FILE} starts a batch for running workers and prints its id. */
@Command(
        name = "submit",
        description = "Start a batch and leave it to the workers that run; prints its id.",
        sortOptions = false)
public final class SubmitCommand implements Callable<Integer> {
    @Mixin
    Submission submission = new Submission();

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        UserFolders home = new UserFolders();
        TerminalOutput console = TerminalOutput.system();
        StoredBatches stored = new StoredBatches(home.usableStore());
        try (InputCopy input = submission.input(home);
                ProviderChoice provider = submission.provider()) {
            InputLocation file = input.input();
            BatchSpec spec = submission.spec(file, provider);
            BatchId id = submission.id(file, spec, provider, stored);
            if (!stored.store().hasResults(id)) {
                InputPreview.remarks(file, spec).forEach(console::say);
                MissingModel.refuse(file, spec, provider);
            }
            return submit(home, id, file, spec, submission.question(spec, provider), console);
        }
    }

    private int submit(
            UserFolders home,
            BatchId id,
            InputLocation file,
            BatchSpec spec,
            BatchQuestion question,
            TerminalOutput console)
            throws IOException {
        try (TemporalSession session = TemporalSession.open(home, console::say)) {
            boolean isRunning = session.batches()
                    .findOurs(id)
                    .filter(BatchHandle::isRunning)
                    .isPresent();
            QuestionConflict.refuseOrNote(home.store(), id, question, isRunning);
            submission.keepGoing(home.store(), id);
            submission.files.grant(home, id, file, spec);
            session.batches().submit(id, spec);
            if (isRunning) {
                session.batches()
                        .missingPool(id, List.of())
                        .ifPresent(missing -> console.say("batch %s is unfinished and %s".formatted(id, missing)));
            }
            session.engine().webUiFor(id.workflowId()).ifPresent(address -> console.say("watch: " + address));
            if (json.wanted) {
                json.print(Map.of("id", id.value(), "workflow_id", id.workflowId()));
            } else {
                command.commandLine().getOut().println(id);
            }
            return ExitCode.DONE;
        }
    }
}
