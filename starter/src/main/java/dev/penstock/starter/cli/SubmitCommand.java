package dev.penstock.starter.cli;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.BatchSpec;
import dev.penstock.starter.batch.BatchIdentity;
import dev.penstock.starter.batch.Stored;
import dev.penstock.starter.provider.ProviderChoice;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code penstock submit FILE}: starts a batch for the workers that run, and prints its id. */
@Command(
        name = "submit",
        description = "Start a batch and leave it to the workers that run; prints its id.",
        sortOptions = false)
public final class SubmitCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "As for run.")
    String input = "";

    @Option(names = "--again", description = "A new batch, although the same was run before.")
    boolean again;

    @Mixin
    PromptOptions prompts = new PromptOptions();

    @Mixin
    BatchOptions options = new BatchOptions();

    @Mixin
    ProviderOptions providers = new ProviderOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Home home = new Home();
        Console console = Console.system();
        Path file = InputArgument.resolve(input, home.folder());
        try (ProviderChoice provider = providers.find(System.getenv());
                Session session = Session.open(home, console::say)) {
            BatchSpec spec = Submission.spec(file, prompts, options, provider);
            BatchId id = Submission.id(
                    options,
                    again,
                    new Stored(home.store()),
                    BatchIdentity.of(file, spec, provider.identity(spec.model().orElse(null))));
            session.batches().submit(id, spec);
            session.engine().webUiFor(id.workflowId()).ifPresent(address -> console.say("watch: " + address));
            PrintWriter out = command.commandLine().getOut();
            if (json.wanted) {
                JsonOption.print(out, Map.of("id", id.value(), "workflow_id", id.workflowId()));
            } else {
                out.println(id);
            }
            return ExitCode.DONE;
        }
    }
}
