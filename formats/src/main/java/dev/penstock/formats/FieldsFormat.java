package dev.penstock.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.formats.InputLine.Unreadable;
import dev.penstock.formats.LineParameters.WrongParameterException;
import dev.penstock.formats.PromptTemplate.MissingFieldException;
import dev.penstock.store.Json;
import dev.penstock.store.UntrustedJson;
import dev.penstock.store.line.TextLine;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON Lines: each object holds fields for the prompt, or, without a template, may be a request body with messages. */
final class FieldsFormat implements LineFormat {
    private static final String CUSTOM_ID = "custom_id";

    private final PromptBody bodies;
    private @Nullable ObjectNode last;

    FieldsFormat(PromptBody bodies) {
        this.bodies = bodies;
    }

    @Override
    public InputLine read(TextLine line) {
        last = null;
        try {
            if (UntrustedJson.parse(line.text()) instanceof ObjectNode fields) {
                last = fields;
                Optional<String> url = endpoint(fields);
                return url.isPresent() ? ofBody(line, fields, url.get()) : ofRow(line.number(), fields, bodies);
            }
            throw new IOException("not a JSON object");
        } catch (MissingFieldException e) {
            return new Unreadable(line.number(), null, InputErrorCodes.INVALID_REQUEST, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Unreadable(line.number(), null, InputErrorCodes.INVALID_JSON_LINE, Json.reason(e, line.text()));
        }
    }

    /** Returns the endpoint of a line that is a body itself: one with messages, or a model with its input. */
    private Optional<String> endpoint(ObjectNode fields) {
        boolean isBody = fields.path("messages").isArray()
                || (fields.has("model") && fields.has("input") && !fields.has(PromptBody.PROMPT));
        return isBody && !bodies.hasTemplate() ? EndpointGuess.of(fields) : Optional.empty();
    }

    @Override
    public byte[] row(TextLine line) {
        return bodies.isOfSeveral() && last != null ? bodies.row(last) : line.text();
    }

    @Override
    public List<String> remarks() {
        return bodies.remarks();
    }

    /** Makes a request from the fields of a line or row, of which the prompt has to use one. */
    static InputLine ofRow(long line, ObjectNode fields, PromptBody bodies) {
        bodies.refuseUnused(bodies.withFile(fields));
        return ofFields(line, fields, bodies);
    }

    /** Makes a request from a line's fields, also if the prompt uses none of them. */
    static InputLine ofFields(long line, ObjectNode given, PromptBody bodies) {
        ObjectNode fields = bodies.withFile(given);
        String customId = null;
        try {
            customId = customId(fields, bodies);
            if (!bodies.hasTemplate() && !fields.has(PromptBody.PROMPT)) {
                String message = "the line has no \"prompt\", and no template was given (--prompt); its fields are: "
                        + MissingFieldException.names(fields);
                return new Unreadable(line, customId, InputErrorCodes.INVALID_REQUEST, message);
            }
            return LineFormat.prompt(line, customId, bodies.of(line, fields));
        } catch (MissingFieldException | PromptTooLongException | WrongParameterException | WrongImageException e) {
            return new Unreadable(line, customId, InputErrorCodes.INVALID_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private InputLine ofBody(TextLine line, ObjectNode body, String url) throws IOException {
        String customId = customId(body, bodies);
        String column = bodies.idColumn().orElse(CUSTOM_ID);
        byte[] text = customId == null ? line.text() : PromptBody.bytes(without(column, body));
        return LineFormat.request(line.number(), customId, url, bodies.filled(line.number(), url, text));
    }

    /** Returns a copy: the line itself comes back whole in tables. */
    private static ObjectNode without(String column, ObjectNode body) {
        ObjectNode rest = Json.MAPPER.createObjectNode().setAll(body);
        rest.remove(column);
        return rest;
    }

    /**
     * Returns the custom_id; null where the line has none.
     *
     * @throws MissingFieldException if it is to be in a field that the line does not have
     */
    private static @Nullable String customId(ObjectNode fields, PromptBody bodies) {
        JsonNode value = fields.path(bodies.idColumn().orElse(CUSTOM_ID));
        String text = value.isValueNode() && !value.isNull() ? value.asText() : "";
        if (text.isEmpty() && bodies.idColumn().isPresent()) {
            throw new MissingFieldException(bodies.idColumn().get(), fields, !value.isMissingNode());
        }
        return text.isEmpty() ? null : text;
    }
}
