package dev.penstock.activities.pipeline.stage;

import dev.penstock.contracts.pipeline.Pipeline;
import dev.penstock.contracts.pipeline.Stage;
import dev.penstock.store.plan.StoredPlan;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A part of the result log that has the calls of a stage; the calls of a vote have a part for each sample.
 *
 * @param name name of the part
 */
public record StageLog(String stage, String name) {
    /** Returns the parts that each shard of a batch has; empty if the batch has no stages. */
    public static List<StageLog> of(StoredPlan plan) {
        return plan.spec().stages().map(Pipeline::each).orElse(List.of()).stream()
                .flatMap(StageLog::of)
                .toList();
    }

    private static Stream<StageLog> of(Stage stage) {
        return IntStream.rangeClosed(1, stage.samples())
                .mapToObj(sample -> new StageLog(stage.name(), StageLogs.name(stage, sample)));
    }
}
