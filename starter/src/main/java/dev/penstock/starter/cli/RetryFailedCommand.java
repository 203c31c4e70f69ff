package dev.penstock.starter.cli;

import dev.penstock.contracts.BatchResult;
import dev.penstock.contracts.BatchSpec;
import dev.penstock.contracts.SpecKey;
import dev.penstock.starter.batch.Stored;
import dev.penstock.starter.provider.ProviderChoice;
import dev.penstock.store.BatchFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code penstock retry-failed BATCH}: asks again for the dead letters, and for nothing else. */
@Command(name = "retry-failed", description = "Replay a finished batch's dead letters; answers are kept.")
public final class RetryFailedCommand extends BatchCommand {
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
                .orElseThrow(() ->
                        new UserError("no finished batch %s in %s; only a finished batch's dead letters can be replayed"
                                .formatted(id(), home.storeUri())));
        Path results = OutputArgument.check(output == null ? Path.of(id() + ".results.jsonl") : output);
        Delivery delivery = new Delivery(console, out(), json.wanted);
        if (before.receipt().counts().failed() == 0) {
            console.say("batch " + id() + " has no dead letters");
            return delivery.deliver(stored, id(), results);
        }
        try (ProviderChoice provider = providers.find(System.getenv())) {
            // The batch's own copy of its input; its requests are made already.
            BatchSpec spec = BatchSpec.of(
                            home.store().locate(id(), BatchFile.INPUT).toString())
                    .with(SpecKey.POOL, provider.pool())
                    .with(SpecKey.ROUND, before.round() + 1);
            return new BatchRun(home, console, delivery, provider.grace(grace.seconds))
                    .run(id(), spec, provider, results);
        }
    }
}
