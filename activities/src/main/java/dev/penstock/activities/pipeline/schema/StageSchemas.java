package dev.penstock.activities.pipeline.schema;

import dev.penstock.contracts.pipeline.Pipeline;
import dev.penstock.contracts.pipeline.Stage;
import dev.penstock.contracts.pipeline.WrongStage;

/** Checks the schemas of a pipeline before anything is called. */
public final class StageSchemas {
    private StageSchemas() {}

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
