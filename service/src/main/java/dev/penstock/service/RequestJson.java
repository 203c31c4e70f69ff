package dev.penstock.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.service.errors.ApiFailure;
import dev.penstock.store.Json;
import dev.penstock.store.UntrustedJson;
import java.io.IOException;
import java.util.Optional;

/** A request body that must be a JSON object; errors name the field as the caller wrote it. */
public final class RequestJson {
    private final ObjectNode fields;

    private RequestJson(ObjectNode fields) {
        this.fields = fields;
    }

    public static RequestJson read(byte[] text) {
        try {
            if (UntrustedJson.parse(text) instanceof ObjectNode object) {
                return new RequestJson(object);
            }
            throw new IOException("not a JSON object");
        } catch (IOException e) {
            throw ApiFailure.invalid("the body is " + Json.reason(e, text), null, null);
        }
    }

    public ObjectNode fields() {
        return fields;
    }

    public String text(String name) {
        return findText(name).orElseThrow(() -> ApiFailure.invalid(name + " is missing", name, null));
    }

    public Optional<String> findText(String name) {
        JsonNode value = fields.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw ApiFailure.invalid(name + " must be a string", name, null);
        }
        return Optional.of(value.textValue());
    }

    public Optional<ObjectNode> findObject(String name) {
        JsonNode value = fields.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (value instanceof ObjectNode object) {
            return Optional.of(object);
        }
        throw ApiFailure.invalid(name + " must be an object", name, null);
    }
}
