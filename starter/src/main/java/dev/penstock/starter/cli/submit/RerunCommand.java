package dev.penstock.starter.cli.submit;

import dev.penstock.contracts.batch.BatchResult;
import dev.penstock.starter.cli.destination.BatchOutput;
import dev.penstock.starter.cli.output.UserError;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code penstock rerun --stage NAME BATCH} runs one stage again, and the stages that depend on it. */
@Command(
        name = "rerun",
        description = {
            "Run one stage of a finished pipeline again, and the stages that depend on that stage.",
            "Answers of other stages are kept; requests that became dead letters there are called again."
        })
public final class RerunCommand extends RoundCommand {
    @Option(names = "--stage", paramLabel = "NAME", required = true, description = "The stage to run again.")
    String stage = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        BatchResult before = finished("only a finished batch can be run again");
        BatchOutput results = results();
        checkStage();
        return again(before, stage, results);
    }

    private void checkStage() throws IOException {
        List<String> names = stored().stages(id());
        if (!names.contains(stage)) {
            throw new UserError(
                    names.isEmpty()
                            ? "batch %s has no stages".formatted(id())
                            : "batch %s has no stage '%s'; it has %s".formatted(id(), stage, String.join(", ", names)));
        }
    }
}
