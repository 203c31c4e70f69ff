package dev.penstock.starter.cli.submit;

import dev.penstock.client.batch.BatchIdentity;
import dev.penstock.client.batch.BatchQuestion;
import dev.penstock.client.batch.StoredBatches;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.starter.cli.batch.BatchCommand;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.starter.cli.session.ProviderOptions;
import dev.penstock.starter.cli.session.UserFolders;
import dev.penstock.store.KeepGoingMark;
import dev.penstock.store.Store;
import dev.penstock.store.input.InputLocation;
import dev.penstock.worker.config.ProviderChoice;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments and options that {@code run} and {@code submit} share: the input, the provider and the batch's id. */
final class Submission {
    @Parameters(
            paramLabel = "FILE",
            description = "Prompts: OpenAI Batch JSONL, JSONL with fields, JSON, CSV, Parquet or plain text, also .gz"
                    + " or .zst; a folder or a pattern in quotes, such as 'data/*.csv'; - for stdin; an https:// or s3:// address; or a job,"
                    + " NAME.yaml, with all of this in one file.")
    String input = "";

    @Option(names = "--again", description = "Make a new batch, even if the same was run before.")
    boolean again;

    @Mixin
    FilesOption files = new FilesOption();

    @Mixin
    PromptOptions prompts = new PromptOptions();

    @Mixin
    BatchOptions options = new BatchOptions();

    @Mixin
    ProviderOptions providers = new ProviderOptions();

    InputCopy input(UserFolders home) throws IOException {
        return InputCopy.of(new InputArgument(input), home.store());
    }

    ProviderChoice provider() {
        return providers.find(System.getenv());
    }

    BatchSpec spec(InputLocation file, ProviderChoice provider) {
        try {
            BatchSpec spec =
                    provider.batchDefaults().complete(options.addTo(prompts.addTo(BatchSpec.of(file.address()))));
            spec.validate();
            return spec;
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Returns the id that the user gave, or one made from the input; with {@code --again} the first of name, name-2,
     * name-3, … without a result.
     */
    BatchId id(InputLocation file, BatchSpec spec, ProviderChoice provider, StoredBatches stored) throws IOException {
        BatchId made = BatchIdentity.of(
                file,
                ofAnyAccount(spec, provider),
                provider.identity(spec.model().orElse(null)));
        BatchId id = options.id == null ? made : BatchCommand.named(options.id);
        BatchId free = id;
        for (int n = 2; again && stored.result(free).isPresent(); n++) {
            free = new BatchId(id + "-" + n);
        }
        if (options.id != null) {
            InputConflict.find(stored.store(), free, file).ifPresent(conflict -> {
                throw new UserError(conflict);
            });
            if (stored.store().hasResults(free)) {
                QuestionConflict.refuse(stored.store(), free, question(spec, provider));
            }
        }
        return free;
    }

    /** Keeps what the user said about going on, also for a batch that is on hold for want of it. */
    void keepGoing(Store store, BatchId id) throws IOException {
        if (options.keepGoing) {
            new KeepGoingMark(store).set(id);
        }
    }

    /** Returns what the batch asks, by which it is told from another one of the same id or input. */
    BatchQuestion question(BatchSpec spec, ProviderChoice provider) {
        return BatchQuestion.of(
                new InputArgument(input).place(),
                ofAnyAccount(spec, provider),
                provider.identity(spec.model().orElse(null)));
    }

    /** Returns the specification as it is with any key of the provider, so that another key finds the same batch. */
    private static BatchSpec ofAnyAccount(BatchSpec spec, ProviderChoice provider) {
        return spec.with(SpecKey.POOL, provider.poolOfAnyAccount(spec.model().orElse(null)));
    }
}
