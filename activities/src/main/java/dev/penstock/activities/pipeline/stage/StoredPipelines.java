package dev.penstock.activities.pipeline.stage;

import dev.penstock.activities.answer.ExpectedAnswer;
import dev.penstock.activities.answer.schema.AnswerSchema;
import dev.penstock.activities.call.AnswerCheck;
import dev.penstock.activities.call.AnswerChecks;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.pipeline.Pipeline;
import dev.penstock.contracts.pipeline.PlannedStage;
import dev.penstock.contracts.pipeline.Stage;
import dev.penstock.store.Store;
import dev.penstock.store.plan.CachedPlans;
import dev.penstock.store.plan.StoredPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads the pipelines of planned batches, and caches those used last. */
public final class StoredPipelines {
    private final CachedPlans<Prompts> kept;

    public StoredPipelines(Store store) {
        kept = new CachedPlans<>(store, StoredPipelines::read);
    }

    /** A pipeline with the prompts and schemas of its stages. */
    public record Prompts(List<Stage> stages, Map<String, StagePrompt> byName, Map<String, AnswerSchema> schemas) {
        public Stage get(String name) {
            return stages.stream()
                    .filter(stage -> stage.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        StagePrompt prompt(Stage stage) {
            return Objects.requireNonNull(byName.get(stage.name()));
        }

        /** Returns the check of a stage's answers, the same for all of them. */
        public AnswerChecks checks(Stage stage) {
            if (!stage.expects().isJson()) {
                return AnswerChecks.NONE;
            }
            AnswerCheck check = new ExpectedAnswer(schemas.get(stage.name()));
            return body -> check;
        }

        List<Stage> before(Stage stage) {
            return each().subList(0, stages.indexOf(stage));
        }

        boolean isLast(Stage stage) {
            return each().getLast().equals(stage);
        }

        /** Returns the stages that every request goes through, that is all but the reduce stage. */
        List<Stage> each() {
            return new Pipeline(stages).each();
        }
    }

    public Prompts get(BatchId batch) {
        return kept.get(batch);
    }

    static Prompts read(StoredPlan plan) {
        List<Stage> stages = plan.spec().stages().orElseThrow().stages();
        Map<String, StagePrompt> prompts = new HashMap<>();
        for (PlannedStage planned : plan.pipeline()) {
            stages.stream()
                    .filter(stage -> stage.name().equals(planned.name()))
                    .forEach(stage -> prompts.put(stage.name(), new StagePrompt(stage, planned.model())));
        }
        Map<String, AnswerSchema> schemas = new HashMap<>();
        stages.forEach(stage -> stage.schema().ifPresent(schema -> schemas.put(stage.name(), AnswerSchema.of(schema))));
        return new Prompts(stages, prompts, schemas);
    }
}
