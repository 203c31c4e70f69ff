package dev.penstock.activities.pipeline.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.pipeline.TemplatePlaceholders;
import dev.penstock.formats.PromptTemplate.MissingFieldException;
import dev.penstock.formats.PromptTooLongException;
import dev.penstock.store.Json;
import dev.penstock.store.RequestLine;
import dev.penstock.store.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * The requests of a slice for one stage.
 *
 * @param impossible dead letters of requests whose prompt needs a field that an earlier answer lacks, or would be too long
 */
record StageRequests(List<RequestLine> possible, List<Result> impossible) {
    /**
     * Makes the requests.
     *
     * @param memory takes memory for this number of letters in all, which may be many that were filled from few
     */
    static StageRequests of(
            StageHistory before, List<RequestLine> lines, StagePrompt prompt, int round, LongConsumer memory) {
        long letters = 0;
        List<RequestLine> possible = new ArrayList<>();
        List<Result> impossible = new ArrayList<>();
        for (RequestLine line : before.alive(lines)) {
            try {
                ObjectNode body = prompt.body(data(line, before.of(line.line())));
                letters += letters(body);
                memory.accept(letters);
                possible.add(new RequestLine(line.line(), line.customId(), StagePrompt.URL, body, true));
            } catch (MissingFieldException e) {
                impossible.add(deadLetter(line, "missing_field", "the prompt's data: " + e.getMessage(), round));
            } catch (PromptTooLongException e) {
                impossible.add(deadLetter(line, "prompt_too_long", String.valueOf(e.getMessage()), round));
            }
        }
        return new StageRequests(possible, impossible);
    }

    private static long letters(ObjectNode body) {
        long letters = 0;
        for (JsonNode message : body.path("messages")) {
            letters += message.path("content").asText().length();
        }
        return letters;
    }

    private static ObjectNode data(RequestLine line, List<StageOutcome> before) {
        ObjectNode data = Json.MAPPER.createObjectNode();
        data.set(TemplatePlaceholders.INPUT, line.body());
        before.forEach(outcome -> data.set(outcome.stage().name(), outcome.answer()));
        return data;
    }

    private static Result deadLetter(RequestLine line, String code, String message, int round) {
        Result.Error error = new Result.Error(code, message);
        return Result.builder(line.line(), line.customId())
                .error(error)
                .round(round)
                .build();
    }
}
