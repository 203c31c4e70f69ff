package dev.penstock.activities.pipeline.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.pipeline.TemplatePlaceholders;
import dev.penstock.formats.PromptTemplate.MissingFieldException;
import dev.penstock.formats.PromptTooLongException;
import dev.penstock.providers.Outcome;
import dev.penstock.store.Json;
import dev.penstock.store.RequestLine;
import dev.penstock.store.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The requests of a slice for one stage.
 *
 * @param impossible dead letters of requests whose prompt needs a field that an earlier answer lacks, or would be too long
 */
record StageRequests(List<RequestLine> possible, List<Result> impossible) {
    /** Prompts of so many letters in all are kept at once: they are filled once, and take no memory worth counting. */
    private static final int KEPT_LETTERS = 64 << 10;

    /**
     * Makes the requests. Longer prompts are filled one by one first, and again when there is memory for all of them.
     *
     * @param most the most letters in all; requests beyond are impossible
     * @param memory takes memory for this number of letters in all, which may be many that were filled from few
     */
    static StageRequests of(
            StageHistory before,
            List<RequestLine> lines,
            StagePrompt prompt,
            int round,
            long most,
            LongConsumer memory) {
        long letters = 0;
        List<RequestLine> fitting = new ArrayList<>();
        List<RequestLine> possible = new ArrayList<>();
        List<Result> impossible = new ArrayList<>();
        for (RequestLine line : before.alive(lines)) {
            try {
                ObjectNode data = data(line, before.of(line.line()));
                Optional<String> empty = prompt.emptyPlace(data);
                if (empty.isPresent()) {
                    impossible.add(deadLetter(line, Outcome.Unusable.EMPTY, noText(empty.get()), round));
                    continue;
                }
                RequestLine request = request(line, prompt, data);
                long more = letters(request.body());
                if (letters + more > most) {
                    impossible.add(deadLetter(line, "prompt_too_long", tooManyTogether(most), round));
                    continue;
                }
                letters += more;
                fitting.add(line);
                if (letters <= KEPT_LETTERS) {
                    possible.add(request);
                } else {
                    possible.clear();
                }
            } catch (MissingFieldException e) {
                impossible.add(deadLetter(line, "missing_field", "the prompt's data: " + e.getMessage(), round));
            } catch (PromptTooLongException e) {
                impossible.add(deadLetter(line, "prompt_too_long", String.valueOf(e.getMessage()), round));
            }
        }
        if (letters > KEPT_LETTERS) {
            memory.accept(letters);
            fitting.forEach(line -> possible.add(request(line, prompt, data(line, before.of(line.line())))));
        }
        return new StageRequests(possible, impossible);
    }

    private static RequestLine request(RequestLine line, StagePrompt prompt, ObjectNode data) {
        return new RequestLine(line.line(), line.customId(), StagePrompt.URL, prompt.body(data), true);
    }

    private static String noText(String stage) {
        return "stage %s was answered without a text (a refusal, or the call of a tool), which this prompt needs"
                .formatted(stage);
    }

    private static String tooManyTogether(long most) {
        return "the prompts of its slice have more than %,d letters together; smaller slices or more memory help"
                .formatted(most);
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
