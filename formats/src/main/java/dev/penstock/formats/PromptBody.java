package dev.penstock.formats;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.store.Json;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Builds the body of a request from a line's fields and the batch's prompt and options. */
public final class PromptBody {
    /** The field that holds the prompt when no template is given. */
    static final String PROMPT = "prompt";

    private static final PromptTemplate PROMPT_ALONE = PromptTemplate.of("{{" + PROMPT + "}}");

    // OpenAI's reasoning models refuse max_tokens, whoever resells them; most other servers know only max_tokens.
    private static final Pattern REASONING = Pattern.compile("(.*/)?((ft|openai|azure):)?(o\\d|gpt-[5-9])[^/]*");

    /** The field that has the name of the line's file, in an input of several files. */
    private static final String FILE = "file";

    private final BatchSpec spec;
    private final String file;
    private final Optional<PromptTemplate> template;
    private final Optional<AnswerFormat> format;
    /** Whether the batch is a pipeline, whose stages build their requests from the fields when they run. */
    private final boolean isPipeline;

    private final OptionUse use;
    private final BodyGaps gaps;
    private final UnusedFields unused;
    private final UnsentImages images;

    /**
     * @param file the name of the file within an input of several, which is a field of its lines; empty in an input of one
     */
    PromptBody(BatchSpec spec, String file) {
        this.file = file;
        this.spec = spec;
        this.template = spec.prompt().map(PromptTemplate::of);
        this.format = AnswerFormat.of(spec);
        this.isPipeline = spec.stages().isPresent();
        this.use = new OptionUse(spec);
        this.gaps = new BodyGaps(spec, use);
        this.unused = new UnusedFields(spec);
        this.images = new UnsentImages(spec);
    }

    boolean hasTemplate() {
        return template.isPresent() || isPipeline;
    }

    /** Returns the names of the fields that a line needs for the prompt, as far as they are known before stages run. */
    List<String> neededFields() {
        List<String> needed =
                isPipeline ? List.of() : template.map(PromptTemplate::fields).orElse(List.of(PROMPT));
        return needed.stream()
                .filter(name -> !isOfSeveral() || !name.equals(FILE))
                .toList();
    }

    /** Returns the field whose value is the custom_id; empty = custom_id. */
    Optional<String> idColumn() {
        return spec.idColumn();
    }

    /** Returns a line's fields with the name of its file, in an input of several files. */
    ObjectNode withFile(ObjectNode fields) {
        return isOfSeveral() && !fields.has(FILE) ? fields.put(FILE, file) : fields;
    }

    /** Returns whether the input has several files, so that its lines have the names of theirs. */
    boolean isOfSeveral() {
        return !file.isEmpty();
    }

    /** Returns the columns of a line as they come back with its answer. */
    byte[] row(ObjectNode fields) {
        return bytes(withFile(fields));
    }

    /**
     * Refuses prompts that use none of a line's fields.
     *
     * @throws UnreadableInputException in a sentence for the user
     */
    void refuseUnused(ObjectNode fields) {
        unused.refuse(fields);
    }

    /** Returns sentences about options and fields that are not used. */
    List<String> remarks() {
        return use.remarks();
    }

    /**
     * Fills what a body leaves open from the batch's options.
     *
     * @throws IOException when the body is not JSON
     */
    byte[] filled(long line, String url, byte[] body) throws IOException {
        return gaps.fill(line, url, body);
    }

    /**
     * Returns the body of the request for a line's fields; in a pipeline, the fields themselves. Without a template, the
     * parameters that the line names precede the options of the batch.
     *
     * @throws PromptTemplate.MissingFieldException when the line lacks a field that the prompt needs
     * @throws WrongImageException when the line's image cannot be sent
     * @throws LineParameters.WrongParameterException when the line names a parameter with a wrong value
     */
    byte[] of(long line, ObjectNode fields) {
        if (isPipeline) {
            images.refuse(fields);
            return bytes(fields);
        }
        if (template.isPresent()) {
            use.unsent(fields, template.get().fields());
            return withPrompt(PromptContent.of(template.get(), fields), Json.MAPPER.createObjectNode());
        }
        ObjectNode own = LineParameters.of(fields);
        use.ownLimit(line, own);
        use.foreign(fields);
        return withPrompt(PromptContent.of(PROMPT_ALONE, fields), own);
    }

    private byte[] withPrompt(JsonNode content, ObjectNode own) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        String model = Optional.ofNullable(own.remove(LineParameters.MODEL))
                .map(JsonNode::asText)
                .or(spec::model)
                .orElse("");
        if (!model.isEmpty()) {
            body.put(LineParameters.MODEL, model);
        }
        ArrayNode messages = body.putArray("messages");
        Optional.ofNullable(own.remove(LineParameters.SYSTEM))
                .map(JsonNode::asText)
                .or(spec::system)
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> messages.addObject().put("role", "system").put("content", text));
        messages.addObject().put("role", "user").set("content", content);
        Optional<JsonNode> limit =
                OptionUse.limitOf(own).or(() -> spec.maxTokens().map(IntNode::valueOf));
        own.remove(List.of(LineParameters.MAX_TOKENS, LineParameters.MAX_COMPLETION_TOKENS));
        limit.ifPresent(most -> body.set(maxTokensName(model), most));
        if (!own.has(LineParameters.TEMPERATURE)) {
            spec.temperature().ifPresent(temperature -> body.put(LineParameters.TEMPERATURE, temperature));
        }
        JsonNode ownFormat = own.path(LineParameters.RESPONSE_FORMAT);
        if (!ownFormat.isObject()) {
            own.remove(LineParameters.RESPONSE_FORMAT);
            (ownFormat.isMissingNode() ? format : AnswerFormat.named(ownFormat.asText()))
                    .ifPresent(wanted -> body.set(LineParameters.RESPONSE_FORMAT, wanted.ofChat()));
        }
        body.setAll(own);
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
