package dev.penstock.contracts.pipeline;

import dev.penstock.contracts.EditDistance;
import dev.penstock.contracts.SpecLimits;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Checks stages, each by itself and all together. */
final class StageCheck {
    private static final List<StageKey> NEEDED = List.of(StageKey.NAME, StageKey.PROMPT);

    private StageCheck() {}

    static Stage read(int index, Map<?, ?> typed) {
        Map<String, Object> fields = new LinkedHashMap<>();
        typed.forEach((name, value) -> {
            String key = String.valueOf(name);
            StageKey known = StageKey.find(key)
                    .orElseThrow(() -> new WrongStage(
                            index,
                            key,
                            "a stage has no \"%s\"; did you mean \"%s\"?"
                                    .formatted(SpecLimits.shown(key), StageKey.nearest(key))));
            if (value == null || !known.takes(value)) {
                throw new WrongStage(
                        index,
                        key,
                        "\"%s\" must be %s, not %s".formatted(key, known.expected(), SpecLimits.shown(value)));
            }
            fields.put(key, value);
        });
        for (StageKey key : NEEDED) {
            if (!fields.containsKey(key.text())) {
                throw new WrongStage(
                        index, null, "stage %d needs a \"%s\": %s".formatted(index + 1, key.text(), key.expected()));
            }
        }
        return new Stage(fields);
    }

    static void check(Pipeline pipeline) {
        Set<String> names = new HashSet<>();
        for (int index = 0; index < pipeline.stages().size(); index++) {
            Stage stage = pipeline.stages().get(index);
            if (stage.name().equals(TemplatePlaceholders.INPUT)) {
                throw new WrongStage(index, "name", "no stage can be called \"input\": that is the input's line");
            }
            // File systems may ignore case, and the name is also a folder.
            if (!names.add(stage.name().toLowerCase(Locale.ROOT))) {
                throw new WrongStage(index, "name", "there are two stages \"%s\"".formatted(stage.name()));
            }
            checkKind(index, stage);
            checkExpects(index, stage);
            if (stage.isReduce()) {
                checkReduce(pipeline, index, stage);
            } else {
                checkPlaces(pipeline, index, stage);
            }
        }
    }

    private static void checkReduce(Pipeline pipeline, int index, Stage stage) {
        if (index == 0 || index < pipeline.stages().size() - 1) {
            throw new WrongStage(
                    index,
                    "kind",
                    "stage \"%s\" of kind reduce must be the last of several stages".formatted(stage.name()));
        }
        for (String place : stage.places()) {
            if (!place.equals(TemplatePlaceholders.ANSWERS)) {
                throw wrongPlace(index, stage, place, "but a stage of kind reduce knows {{answers}} only");
            }
        }
        if (!TemplatePlaceholders.in(stage.prompt()).contains(TemplatePlaceholders.ANSWERS)) {
            throw new WrongStage(
                    index,
                    "prompt",
                    "the prompt of stage \"%s\" needs {{answers}}, where a group's answers go".formatted(stage.name()));
        }
    }

    private static void checkKind(int index, Stage stage) {
        if (stage.kind() != StageKind.VOTE && stage.fields().containsKey(StageKey.SAMPLES.text())) {
            throw new WrongStage(index, "samples", "only a stage of kind vote has \"samples\"");
        }
        if (!stage.isReduce() && stage.fields().containsKey(StageKey.GROUP.text())) {
            throw new WrongStage(index, "group", "only a stage of kind reduce has a \"group\"");
        }
    }

    private static void checkExpects(int index, Stage stage) {
        boolean hasSchema = stage.schema().isPresent();
        if (stage.expects() == AnswerExpectation.JSON_SCHEMA && !hasSchema) {
            throw new WrongStage(index, "expects", "\"expects\" json_schema needs a \"schema\"");
        }
        if (stage.expects() != AnswerExpectation.JSON_SCHEMA && hasSchema) {
            throw new WrongStage(index, "schema", "a \"schema\" needs \"expects\": json_schema");
        }
    }

    private static void checkPlaces(Pipeline pipeline, int index, Stage stage) {
        List<Stage> before = pipeline.stages().subList(0, index);
        for (String place : stage.places()) {
            String root = TemplatePlaceholders.root(place);
            if (root.equals(TemplatePlaceholders.INPUT)) {
                continue;
            }
            if (root.startsWith(TemplatePlaceholders.FILE)) {
                throw wrongPlace(index, stage, place, "but a pipeline sends no files; use --prompt without stages");
            }
            Stage named = before.stream()
                    .filter(earlier -> earlier.name().equals(root))
                    .findFirst()
                    .orElseThrow(() -> unknown(pipeline, index, stage, place));
            if (TemplatePlaceholders.hasField(place) && !named.expects().isJson()) {
                throw wrongPlace(
                        index, stage, place, "stage \"%s\" does not answer JSON (expects: json)".formatted(root));
            }
        }
    }

    private static WrongStage unknown(Pipeline pipeline, int index, Stage stage, String place) {
        String root = TemplatePlaceholders.root(place);
        if (pipeline.find(root).isPresent()) {
            return wrongPlace(index, stage, place, root.equals(stage.name()) ? "which is itself" : "which comes later");
        }
        String nearest = Stream.concat(
                        Stream.of(TemplatePlaceholders.INPUT),
                        pipeline.stages().subList(0, index).stream().map(Stage::name))
                .min(Comparator.comparingInt(name -> EditDistance.between(name, root)))
                .orElseThrow();
        return wrongPlace(
                index,
                stage,
                place,
                "and there is no such stage; did you mean {{%s}}?"
                        .formatted(nearest.equals(TemplatePlaceholders.INPUT) ? "input." + place : nearest));
    }

    private static WrongStage wrongPlace(int index, Stage stage, String place, String why) {
        boolean inPrompt = TemplatePlaceholders.in(stage.prompt()).contains(place);
        return new WrongStage(
                index,
                inPrompt ? "prompt" : "system",
                "stage \"%s\" refers to {{%s}}, %s".formatted(stage.name(), place, why));
    }
}
