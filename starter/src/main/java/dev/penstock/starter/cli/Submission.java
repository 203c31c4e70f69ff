package dev.penstock.starter.cli;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.BatchSpec;
import dev.penstock.contracts.SpecKey;
import dev.penstock.starter.batch.Stored;
import dev.penstock.starter.config.Configuration;
import dev.penstock.starter.config.Defaults;
import dev.penstock.starter.provider.ProviderChoice;
import java.io.IOException;
import java.nio.file.Path;

/** What {@code run} and {@code submit} have in common: a specification and a name. */
final class Submission {
    private Submission() {}

    static BatchSpec spec(Path file, PromptOptions prompts, BatchOptions options, ProviderChoice provider) {
        BatchSpec spec = withDefaults(
                options.addTo(prompts.addTo(BatchSpec.of(file.toUri().toString()))), provider);
        try {
            spec.validate();
            return spec;
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
    }

    /** What no option says, and the weight that the tenant has been given. */
    private static BatchSpec withDefaults(BatchSpec spec, ProviderChoice provider) {
        Configuration configuration = provider.configuration();
        Defaults defaults = configuration.defaults();
        BatchSpec filled = spec.with(SpecKey.POOL, provider.pool())
                .with(SpecKey.MODEL, spec.model().orElse(provider.model()))
                .with(SpecKey.TENANT, spec.tenant().orElse(defaults.tenant()));
        if (!filled.fields().containsKey(SpecKey.PRIORITY.text())) {
            filled = filled.with(SpecKey.PRIORITY, defaults.priority());
        }
        if (filled.fields().containsKey(SpecKey.WEIGHT.text())) {
            return filled;
        }
        return filled.with(
                SpecKey.WEIGHT,
                filled.tenant().flatMap(configuration.tenants()::findWeight).orElse(null));
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
