package dev.penstock.activities.pipeline.stage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.pipeline.AnswerExpectation;
import dev.penstock.contracts.pipeline.Stage;
import dev.penstock.contracts.pipeline.TemplatePlaceholders;
import dev.penstock.formats.AnswerFormat;
import dev.penstock.formats.PromptBody;
import dev.penstock.formats.PromptTemplate;
import dev.penstock.store.Json;
import java.util.List;
import java.util.Optional;

/** Makes a stage's requests from a line's fields and the answers of earlier stages. */
public final class StagePrompt {
    /** The endpoint of all stages' requests. */
    public static final String URL = "/v1/chat/completions";

    private final Stage stage;
    private final String model;
    private final PromptTemplate prompt;
    private final Optional<PromptTemplate> system;
    private final List<PromptTemplate> inputPlaces;

    public StagePrompt(Stage stage, String model) {
        this.stage = stage;
        this.model = model;
        this.prompt = PromptTemplate.of(stage.prompt());
        this.system = stage.system().filter(text -> !text.isBlank()).map(PromptTemplate::of);
        this.inputPlaces = stage.places().stream()
                .filter(place -> place.startsWith(TemplatePlaceholders.INPUT + "."))
                .map(place -> PromptTemplate.of("{{" + place.substring(TemplatePlaceholders.INPUT.length() + 1) + "}}"))
                .toList();
    }

    /**
     * Checks that a line has the fields that the prompt needs.
     *
     * @throws PromptTemplate.MissingFieldException if the line lacks a field
     */
    public void check(ObjectNode fields) {
        inputPlaces.forEach(place -> place.fill(fields));
    }

    /**
     * Returns the body of a request.
     *
     * @param data {@code input} and the answers of earlier stages, by their names
     * @throws PromptTemplate.MissingFieldException if an answer lacks a field that the prompt needs
     */
    public ObjectNode body(ObjectNode data) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("model", model);
        ArrayNode messages = body.putArray("messages");
        system.ifPresent(text -> messages.addObject().put("role", "system").put("content", text.fill(data)));
        messages.addObject().put("role", "user").put("content", prompt.fill(data));
        stage.maxTokens().ifPresent(max -> body.put(PromptBody.maxTokensName(model), max));
        stage.temperature().ifPresent(temperature -> body.put("temperature", temperature));
        if (stage.expects() == AnswerExpectation.JSON) {
            body.set("response_format", AnswerFormat.json().ofChat());
        }
        stage.schema()
                .ifPresent(schema -> body.set(
                        "response_format",
                        AnswerFormat.schema(stage.name(), schema).ofChat()));
        return body;
    }

    /** Returns the earlier stage whose answer the prompt needs, and which has no text: a refusal, or the call of a tool. */
    Optional<String> emptyPlace(ObjectNode data) {
        return stage.places().stream()
                .filter(place -> !TemplatePlaceholders.root(place).equals(TemplatePlaceholders.INPUT))
                .filter(place -> data.path(place).isTextual()
                        && data.path(place).textValue().isBlank())
                .findFirst();
    }

    /** Returns a request's body as far as it is known before earlier stages have answered. */
    public ObjectNode outline(ObjectNode fields) {
        ObjectNode data = Json.MAPPER.createObjectNode();
        data.set(TemplatePlaceholders.INPUT, fields);
        for (String place : stage.places()) {
            if (!TemplatePlaceholders.root(place).equals(TemplatePlaceholders.INPUT)) {
                data.put(place, "");
            }
        }
        return body(data);
    }
}
