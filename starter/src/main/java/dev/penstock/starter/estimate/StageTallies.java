package dev.penstock.starter.estimate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.prices.Prices;
import dev.penstock.activities.tokens.TokenCount;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.pipeline.Pipeline;
import dev.penstock.formats.InputLine.Readable;
import dev.penstock.starter.estimate.BatchEstimate.Model;
import dev.penstock.store.UntrustedJson;
import dev.penstock.worker.config.ProviderChoice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiFunction;

/**
 * Adds up what lines demand in each of their stages; the tokens that earlier answers add to prompts are added at the
 * end.
 */
final class StageTallies {
    private final List<StageTally> stages = new ArrayList<>();
    private final Optional<StageTally> reduce;

    /**
     * @param tallies returns an empty tally for a model and its pool
     */
    StageTallies(
            BatchSpec spec,
            ProviderChoice provider,
            EstimatedPools pools,
            Prices known,
            BiFunction<String, Optional<EstimatedPool>, ModelTally> tallies) {
        Pipeline pipeline = spec.stages().orElseThrow();
        pipeline.each().forEach(stage -> stages.add(StageTally.of(stage, spec, provider, pools, known, tallies)));
        reduce = pipeline.reduce().map(stage -> StageTally.of(stage, spec, provider, pools, known, tallies));
    }

    /** Counts a line; empty if the line is no JSON object or lacks a field that a prompt needs. */
    Optional<InputScan.Counted> count(Readable line, TokenCount count) {
        byte[] text = line.body();
        try {
            if (text == null || !(UntrustedJson.parse(text) instanceof ObjectNode fields)) {
                return Optional.empty();
            }
            List<RequestDemand> asked = new ArrayList<>();
            long input = 0;
            for (StageTally stage : stages) {
                RequestDemand one = stage.ask(fields, text.length, count);
                asked.add(one);
                input += one.input();
            }
            return Optional.of(new InputScan.Counted(input, text.length, () -> add(asked)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void add(List<RequestDemand> asked) {
        for (int i = 0; i < asked.size(); i++) {
            stages.get(i).add(asked.get(i));
        }
    }

    List<Model> models(InputScan.Found found) {
        List<Model> models = new ArrayList<>();
        SequencedMap<String, StageTally.Answer> answers = new LinkedHashMap<>();
        long lines = 0;
        for (StageTally stage : stages) {
            ModelTally.Sums sums = stage.sums(found);
            lines = sums.requests();
            List<StageTally.Answer> before = answers.entrySet().stream()
                    .filter(answer -> stage.refersTo(answer.getKey()))
                    .map(Map.Entry::getValue)
                    .toList();
            models.add(stage.each(sums, before));
            answers.put(stage.name(), StageTally.Answer.of(sums));
        }
        if (reduce.isPresent()) {
            models.add(reduce.get().reducing(lines, answers.lastEntry().getValue()));
        }
        return models;
    }
}
