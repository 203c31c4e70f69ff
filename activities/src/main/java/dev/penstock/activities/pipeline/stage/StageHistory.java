package dev.penstock.activities.pipeline.stage;

import dev.penstock.contracts.pipeline.Stage;
import dev.penstock.contracts.shard.SliceInput;
import dev.penstock.store.RequestLine;
import dev.penstock.store.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The outcomes of earlier stages for the requests of a slice. */
final class StageHistory {
    private final Map<Long, List<StageOutcome>> outcomes = new HashMap<>();

    private StageHistory() {}

    static StageHistory of(SliceInput slice, List<RequestLine> lines, List<Stage> stages, StageMemory memory) {
        StageHistory history = new StageHistory();
        lines.forEach(line -> history.outcomes.put(line.line(), new ArrayList<>()));
        for (Stage stage : stages) {
            List<RequestLine> alive = history.alive(lines);
            List<Map<Long, Result>> samples = new ArrayList<>();
            for (int sample = 1; sample <= stage.samples() && !alive.isEmpty(); sample++) {
                samples.add(memory.recall(slice, StageLogs.name(stage, sample), alive));
            }
            for (RequestLine line : alive) {
                history.add(slice, stage, line.line(), samples);
            }
        }
        return history;
    }

    /** Returns the outcomes of a request stage by stage, up to the first stage that brought no answer. */
    List<StageOutcome> of(long line) {
        return outcomes.getOrDefault(line, List.of());
    }

    List<RequestLine> alive(List<RequestLine> lines) {
        return lines.stream()
                .filter(line -> of(line.line()).stream().allMatch(StageOutcome::isAnswered))
                .toList();
    }

    private void add(SliceInput slice, Stage stage, long line, List<Map<Long, Result>> samples) {
        List<Result> results = new ArrayList<>();
        for (Map<Long, Result> sample : samples) {
            Result result = sample.get(line);
            if (result == null) {
                throw new IllegalStateException("batch %s, line %d: the log has no result of stage %s any more"
                        .formatted(slice.batch(), line, stage.name()));
            }
            results.add(result);
        }
        outcomes.computeIfAbsent(line, any -> new ArrayList<>()).add(StageOutcome.of(stage, results));
    }
}
