package dev.penstock.contracts.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The stages of a batch, in the order in which its requests go through them. */
public record Pipeline(List<Stage> stages) {
    public Pipeline {
        stages = List.copyOf(stages);
    }

    /**
     * Creates a pipeline from a specification.
     *
     * @param typed a list of objects, see {@link StageKey}
     * @throws WrongStage if a stage is invalid
     */
    public static Pipeline of(List<?> typed) {
        List<Stage> stages = new ArrayList<>();
        for (Object each : typed) {
            if (!(each instanceof Map<?, ?> fields)) {
                throw new WrongStage(
                        stages.size(),
                        null,
                        "stage %d must be a group of keys, such as name and prompt".formatted(stages.size() + 1));
            }
            stages.add(StageCheck.read(stages.size(), fields));
        }
        Pipeline pipeline = new Pipeline(stages);
        StageCheck.check(pipeline);
        return pipeline;
    }

    /** Returns the stages that every request goes through, which are all but a reduce stage. */
    public List<Stage> each() {
        return stages.stream().filter(stage -> !stage.isReduce()).toList();
    }

    /** Returns the reduce stage, which makes one answer of all answers at the end; empty = none. */
    public Optional<Stage> reduce() {
        return stages.stream().filter(Stage::isReduce).findFirst();
    }

    public Optional<Stage> find(String name) {
        return stages.stream().filter(stage -> stage.name().equals(name)).findFirst();
    }

    /** Returns the names of this stage and of all stages whose prompts contain its answer, or an answer derived from it. */
    public Set<String> dependingOn(String name) {
        Set<String> found = new LinkedHashSet<>(List.of(name));
        for (Stage stage : stages) {
            if (List.copyOf(found).stream().anyMatch(stage::refersTo)) {
                found.add(stage.name());
            }
        }
        reduce().filter(last -> found.contains(each().getLast().name())).ifPresent(last -> found.add(last.name()));
        return found;
    }

    /** Returns a text of what the stages ask; equal for two pipelines that differ only in how they run. */
    public String requestOptions() {
        return stages.stream().map(Stage::requestOptions).toList().toString();
    }
}
