package dev.penstock.activities.pipeline.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.store.Json;
import dev.penstock.store.RequestCodec;
import dev.penstock.store.RequestLine;
import dev.penstock.store.Result;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates the result of a request from the outcomes of its stages. */
final class MergedResult {
    private MergedResult() {}

    /**
     * @param outcomes the outcomes stage by stage; the last one may be a failure, which ended the request
     */
    static Result of(RequestLine request, List<StageOutcome> outcomes, int round) {
        StageOutcome last = outcomes.getLast();
        List<Result> calls =
                outcomes.stream().flatMap(outcome -> outcome.samples().stream()).toList();
        ObjectNode stages = Json.MAPPER.createObjectNode();
        outcomes.forEach(outcome -> stages.set(outcome.stage().name(), json(outcome)));
        RequestCodec.Key key = new RequestCodec.Key(request.line(), request.customId());
        return new CombinedCalls(calls).result(key, last.chosen(), error(last), round, stages);
    }

    private static Result.@Nullable Error error(StageOutcome last) {
        Result.Error error = last.chosen().error();
        return error == null
                ? null
                : new Result.Error(
                        error.code(), "stage %s: %s".formatted(last.stage().name(), error.message()));
    }

    private static ObjectNode json(StageOutcome outcome) {
        CombinedCalls calls = new CombinedCalls(outcome.samples());
        ObjectNode stage = calls.stage(outcome.chosen());
        if (!outcome.votes().isEmpty()) {
            ObjectNode votes = stage.putObject("votes");
            outcome.votes().forEach(votes::put);
        }
        return calls.addSums(stage);
    }
}
