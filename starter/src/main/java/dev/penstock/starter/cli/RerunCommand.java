package dev.penstock.starter.cli;

import dev.penstock.contracts.BatchResult;
import dev.penstock.contracts.BatchSpec;
import dev.penstock.contracts.SpecKey;
import dev.penstock.starter.batch.Stored;
import dev.penstock.starter.provider.ProviderChoice;
import dev.penstock.store.BatchFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code penstock rerun --stage NAME BATCH}: does one stage again, and those that depend on it. */
@Command(
        name = "rerun",
        description = {
            "Do one stage of a finished pipeline again, and the stages that depend on it.",
            "What other stages answered is kept; their dead letters are asked for again."
        })
public final class RerunCommand extends BatchCommand {
    @Option(names = "--stage", paramLabel = "NAME", required = true, description = "The stage to do again.")
    String stage = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where all results go; by default here, as BATCH.results.jsonl.")
    @Nullable
    Path output;

    @Mixin
    GraceOption grace = new GraceOption();

    @Mixin
    ProviderOptions providers = new ProviderOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Stored stored = new Stored(home.store());
        BatchResult before = stored.result(id())
                .orElseThrow(() -> new UserError("no finished batch %s in %s; only a finished batch can be run again"
                        .formatted(id(), home.storeUri())));
        Path results = OutputArgument.check(output == null ? Path.of(id() + ".results.jsonl") : output);
        Delivery delivery = new Delivery(console, out(), json.wanted);
        checkStage(stored);
        try (ProviderChoice provider = providers.find(System.getenv())) {
            // The batch's own copy of its input; its requests are made already.
            BatchSpec spec = BatchSpec.of(
                            home.store().locate(id(), BatchFile.INPUT).toString())
                    .with(SpecKey.POOL, provider.pool())
                    .with(SpecKey.ROUND, before.round() + 1)
                    .with(SpecKey.RERUN, stage);
            return new BatchRun(home, console, delivery, provider.grace(grace.seconds))
                    .run(id(), spec, provider, results);
        }
    }

    private void checkStage(Stored stored) throws IOException {
        List<String> names = stored.stages(id());
        if (!names.contains(stage)) {
            throw new UserError(
                    names.isEmpty()
                            ? "batch %s has no stages".formatted(id())
                            : "batch %s has no stage '%s'; it has %s".formatted(id(), stage, String.join(", ", names)));
        }
    }
}
