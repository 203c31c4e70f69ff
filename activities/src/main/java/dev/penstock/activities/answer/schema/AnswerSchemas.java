package dev.penstock.activities.answer.schema;

import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.pipeline.Pipeline;
import dev.penstock.contracts.pipeline.Stage;
import dev.penstock.contracts.pipeline.WrongStage;

/** Checks the schemas of answers before anything is called. */
public final class AnswerSchemas {
    private AnswerSchemas() {}

    /**
     * Checks the schema of a batch, or that of each of its stages.
     *
     * @throws IllegalArgumentException with a sentence for the user if a schema cannot be used
     */
    public static void check(BatchSpec spec) {
        spec.schema().ifPresent(AnswerSchema::of);
        spec.stages().ifPresent(AnswerSchemas::check);
    }

    /**
     * Checks the schema of each stage.
     *
     * @throws WrongStage if a stage's schema cannot be used
     */
    public static void check(Pipeline pipeline) {
        for (Stage stage : pipeline.stages()) {
            try {
                stage.schema().ifPresent(AnswerSchema::of);
            } catch (IllegalArgumentException wrong) {
                throw new WrongStage(
                        pipeline.stages().indexOf(stage),
                        "schema",
                        "stage \"%s\": %s".formatted(stage.name(), wrong.getMessage()));
            }
        }
    }
}
