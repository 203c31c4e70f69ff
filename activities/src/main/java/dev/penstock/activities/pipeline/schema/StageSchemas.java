package dev.penstock.activities.pipeline.schema;

import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.pipeline.Pipeline;
import dev.penstock.contracts.pipeline.Stage;
import dev.penstock.contracts.pipeline.WrongStage;

/** Checks the schemas of answers before anything is called. */
public final class StageSchemas {
    private StageSchemas() {}

    /**
     * Checks the schema of a batch, or that of each of its stages.
     *
     * @throws IllegalArgumentException with a sentence for the user if a schema cannot be used
     */
    public static void check(BatchSpec spec) {
        spec.schema().ifPresent(StageSchema::of);
        spec.stages().ifPresent(StageSchemas::check);
    }

    /**
     * Checks the schema of each stage.
     *
     * @throws WrongStage if a stage's schema cannot be used
     */
    public static void check(Pipeline pipeline) {
        for (Stage stage : pipeline.stages()) {
            try {
                stage.schema().ifPresent(StageSchema::of);
            } catch (IllegalArgumentException wrong) {
                throw new WrongStage(
                        pipeline.stages().indexOf(stage),
                        "schema",
                        "stage \"%s\": %s".formatted(stage.name(), wrong.getMessage()));
            }
        }
    }
}
