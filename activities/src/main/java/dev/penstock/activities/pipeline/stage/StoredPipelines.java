package dev.penstock.activities.pipeline.stage;

import dev.penstock.activities.call.AnswerCheck;
import dev.penstock.activities.pipeline.schema.StageSchema;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.pipeline.Pipeline;
import dev.penstock.contracts.pipeline.PlannedStage;
import dev.penstock.contracts.pipeline.Stage;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Store;
import dev.penstock.store.plan.PlanFiles;
import dev.penstock.store.plan.StoredPlan;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads the pipelines of planned batches, and caches those used last. */
public final class StoredPipelines {
    private static final int CACHE_SIZE = 32;

    private final Store store;
    private final PlanFiles plans;
    private final Map<BatchId, Kept> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<BatchId, Kept> eldest) {
            return size() > CACHE_SIZE;
        }
    };

    public StoredPipelines(Store store) {
        this.store = store;
        this.plans = new PlanFiles(store);
    }

    /** A pipeline with the prompts and schemas of its stages. */
    public record Prompts(List<Stage> stages, Map<String, StagePrompt> byName, Map<String, StageSchema> schemas) {
        public Stage get(String name) {
            return stages.stream()
                    .filter(stage -> stage.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        StagePrompt prompt(Stage stage) {
            return Objects.requireNonNull(byName.get(stage.name()));
        }

        /** Returns the check of a stage's answers. */
        public AnswerCheck check(Stage stage) {
            return stage.expects().isJson() ? new ExpectedAnswer(schemas.get(stage.name())) : AnswerCheck.NONE;
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

    /** Its schemas may be large, and are read again when memory is short. */
    private record Kept(Store.Written written, SoftReference<Prompts> prompts) {}

    public Prompts get(BatchId batch) {
        try {
            // A batch of which nothing was called may be planned again with other stages.
            Store.Written written = store.written(batch, BatchFile.PLAN)
                    .orElseThrow(() -> new FileNotFoundException("batch " + batch + " has no plan"));
            synchronized (kept) {
                Kept found = kept.get(batch);
                Prompts prompts = found == null || !found.written.equals(written) ? null : found.prompts.get();
                if (prompts == null) {
                    prompts = read(plans.get(batch));
                    kept.put(batch, new Kept(written, new SoftReference<>(prompts)));
                }
                return prompts;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Prompts read(StoredPlan plan) {
        List<Stage> stages = plan.spec().stages().orElseThrow().stages();
        Map<String, StagePrompt> prompts = new HashMap<>();
        for (PlannedStage planned : plan.pipeline()) {
            stages.stream()
                    .filter(stage -> stage.name().equals(planned.name()))
                    .forEach(stage -> prompts.put(stage.name(), new StagePrompt(stage, planned.model())));
        }
        Map<String, StageSchema> schemas = new HashMap<>();
        stages.forEach(stage -> stage.schema().ifPresent(schema -> schemas.put(stage.name(), StageSchema.of(schema))));
        return new Prompts(stages, prompts, schemas);
    }
}
