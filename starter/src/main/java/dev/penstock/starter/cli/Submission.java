package dev.penstock.starter.cli;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.BatchSpec;
import dev.penstock.contracts.SpecKey;
import dev.penstock.starter.batch.Stored;
import dev.penstock.starter.provider.ProviderChoice;
import java.io.IOException;
import java.nio.file.Path;

/** What {@code run} and {@code submit} have in common: a specification and a name. */
final class Submission {
    private Submission() {}

    static BatchSpec spec(Path file, PromptOptions prompts, BatchOptions options, ProviderChoice provider) {
        BatchSpec spec = options.addTo(prompts.addTo(BatchSpec.of(file.toUri().toString())))
                .with(SpecKey.POOL, provider.pool().name());
        if (prompts.model == null) {
            spec = spec.with(SpecKey.MODEL, provider.model());
        }
        try {
            spec.validate();
            return spec;
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
    }

    /** The name given, or the one made; with {@code --again} the first of name, name-2, name-3, … not yet used. */
    static BatchId id(BatchOptions options, boolean again, Stored stored, BatchId made) throws IOException {
        BatchId id = options.id == null ? made : named(options.id);
        BatchId free = id;
        for (int n = 2; again && stored.result(free).isPresent(); n++) {
            free = new BatchId(id + "-" + n);
        }
        return free;
    }

    static BatchId named(String id) {
        try {
            return new BatchId(id.startsWith("batch/") ? id.substring("batch/".length()) : id);
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
    }
}
