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
     * @param typed a list of objects, see {@link StageKey}
     * @throws WrongStage when one of them makes no sense
     */
    public static Pipeline of(List<?> typed) {
        List<Stage> stages = new ArrayList<>();
        for (Object each : typed) {
            if (!(each instanceof Map<?, ?> fields)) {
                throw new WrongStage(stages.size(), null, "stage %d is no group of keys".formatted(stages.size() + 1));
            }
            stages.add(StageCheck.read(stages.size(), fields));
        }
        Pipeline pipeline = new Pipeline(stages);
        StageCheck.check(pipeline);
        return pipeline;
    }

    /** Those that every request goes through. */
    public List<Stage> each() {
        return stages.stream().filter(stage -> !stage.isReduce()).toList();
    }

    /** The one that makes one answer of all, after them. */
    public Optional<Stage> reduce() {
        return stages.stream().filter(Stage::isReduce).findFirst();
    }

    public Optional<Stage> find(String name) {
        return stages.stream().filter(stage -> stage.name().equals(name)).findFirst();
    }

    /** The stage and all that have its answer in their prompts, or an answer made of it. */
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

    /** What is asked; the same for two pipelines that differ only in how they run. */
    public String asked() {
        return stages.stream().map(Stage::asked).toList().toString();
    }
}
