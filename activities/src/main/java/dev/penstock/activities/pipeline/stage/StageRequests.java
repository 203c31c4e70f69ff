package dev.penstock.activities.pipeline.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.pipeline.TemplatePlaceholders;
import dev.penstock.formats.PromptTemplate.MissingFieldException;
import dev.penstock.store.Json;
import dev.penstock.store.RequestLine;
import dev.penstock.store.Result;
import java.util.ArrayList;
import java.util.List;

/**
 * The requests of a slice for one stage.
 *
 * @param impossible dead letters of requests whose prompt needs a field that an earlier answer lacks
 */
record StageRequests(List<RequestLine> possible, List<Result> impossible) {
    static StageRequests of(StageHistory before, List<RequestLine> lines, StagePrompt prompt, int round) {
        List<RequestLine> possible = new ArrayList<>();
        List<Result> impossible = new ArrayList<>();
        for (RequestLine line : before.alive(lines)) {
            try {
                ObjectNode body = prompt.body(data(line, before.of(line.line())));
                possible.add(new RequestLine(line.line(), line.customId(), StagePrompt.URL, body, true));
            } catch (MissingFieldException e) {
                impossible.add(deadLetter(line, "the prompt's data: " + e.getMessage(), round));
            }
        }
        return new StageRequests(possible, impossible);
    }

    private static ObjectNode data(RequestLine line, List<StageOutcome> before) {
        ObjectNode data = Json.MAPPER.createObjectNode();
        data.set(TemplatePlaceholders.INPUT, line.body());
        before.forEach(outcome -> data.set(outcome.stage().name(), outcome.answer()));
        return data;
    }

    private static Result deadLetter(RequestLine line, String message, int round) {
        Result.Error error = new Result.Error("missing_field", message);
        return Result.builder(line.line(), line.customId())
                .error(error)
                .round(round)
                .build();
    }
}
