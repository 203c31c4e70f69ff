package dev.penstock.starter.cli.submit;

import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.contracts.PrintableText;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.pipeline.Stage;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.starter.estimate.BatchEstimate;
import dev.penstock.starter.estimate.BatchEstimate.Model;
import dev.penstock.worker.config.ProviderChoice;
import java.util.Optional;
import java.util.stream.Collectors;

/** Refuses a batch with a model that no pool serves in the words of planning, for a dry run, which plans nothing. */
final class UnservedModel {
    private static final int LONGEST_NAME = 100;

    private UnservedModel() {}

    /**
     * Refuses an estimated batch that planning would refuse for one of its models.
     *
     * @throws UserError in one sentence
     */
    static void refuse(BatchEstimate estimate, BatchSpec spec, ProviderChoice provider) {
        if (spec.skipInvalid() && !estimate.hasStages()) {
            return; // These requests become dead letters.
        }
        estimate.models().stream()
                .filter(model -> model.pool().isEmpty() && !model.model().isEmpty())
                .findFirst()
                .ifPresent(model -> {
                    throw new UserError("%s%s model '%s'; configured pools: %s"
                            .formatted(
                                    model.stage() == null ? "" : "stage \"%s\": ".formatted(model.stage()),
                                    wanted(model, spec)
                                            .map("pool '%s' does not serve"::formatted)
                                            .orElse("no pool serves"),
                                    PrintableText.shortened(model.model(), LONGEST_NAME),
                                    provider.pools().stream()
                                            .map(PoolConfig::name)
                                            .collect(Collectors.joining(", "))));
                });
    }

    private static Optional<String> wanted(Model model, BatchSpec spec) {
        return spec.stages().stream()
                .flatMap(pipeline -> pipeline.stages().stream())
                .filter(stage -> stage.name().equals(model.stage()))
                .findFirst()
                .flatMap(Stage::pool)
                .or(spec::pool);
    }
}
