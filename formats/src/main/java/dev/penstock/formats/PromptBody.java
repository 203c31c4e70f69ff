package dev.penstock.formats;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.store.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Builds the body of a request from a line's fields and the batch's prompt and options. */
public final class PromptBody {
    /** The field that holds the prompt when no template is given. */
    static final String PROMPT = "prompt";

    // OpenAI's reasoning models refuse max_tokens, whoever resells them; most other servers know only max_tokens.
    private static final Pattern REASONING = Pattern.compile("(.*/)?((ft|openai|azure):)?(o\\d|gpt-[5-9])[^/]*");

    private final BatchSpec spec;
    private final Optional<PromptTemplate> template;
    /** Whether the batch is a pipeline, whose stages build their requests from the fields when they run. */
    private final boolean isPipeline;

    PromptBody(BatchSpec spec) {
        this.spec = spec;
        this.template = spec.prompt().map(PromptTemplate::of);
        this.isPipeline = spec.stages().isPresent();
    }

    boolean hasTemplate() {
        return template.isPresent() || isPipeline;
    }

    /** Returns the names of the fields that a line needs for the prompt, as far as they are known before stages run. */
    List<String> neededFields() {
        return isPipeline ? List.of() : template.map(PromptTemplate::fields).orElse(List.of(PROMPT));
    }

    /**
     * Returns the body of the request for a line's fields; in a pipeline, the fields themselves.
     *
     * @throws PromptTemplate.MissingFieldException when the line lacks a field that the prompt needs
     */
    byte[] of(ObjectNode fields) {
        if (isPipeline) {
            return bytes(fields);
        }
        return withPrompt(
                template.orElse(PromptTemplate.of("{{" + PROMPT + "}}")).fill(fields));
    }

    private byte[] withPrompt(String prompt) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        spec.model().ifPresent(model -> body.put("model", model));
        ArrayNode messages = body.putArray("messages");
        spec.system()
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> messages.addObject().put("role", "system").put("content", text));
        messages.addObject().put("role", "user").put("content", prompt);
        spec.maxTokens().ifPresent(max -> body.put(maxTokensName(spec.model().orElse("")), max));
        spec.temperature().ifPresent(temperature -> body.put("temperature", temperature));
        if (spec.responseFormat().equals(Optional.of("json"))) {
            body.putObject("response_format").put("type", "json_object");
        }
        return bytes(body);
    }

    static byte[] bytes(ObjectNode body) {
        try {
            return Json.MAPPER.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree could not be written", e);
        }
    }

    /** Returns the name of the option that limits this model's output tokens. */
    public static String maxTokensName(String model) {
        return REASONING.matcher(model.toLowerCase(Locale.ROOT)).matches() ? "max_completion_tokens" : "max_tokens";
    }
}
