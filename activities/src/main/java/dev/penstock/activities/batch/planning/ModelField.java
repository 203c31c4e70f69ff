package dev.penstock.activities.batch.planning;

import static dev.penstock.formats.InputErrorCodes.INVALID_REQUEST;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.store.Json;
import java.io.ByteArrayOutputStream;

/** Names the model in a body that names none. */
final class ModelField {
    private ModelField() {}

    /** Returns the body with the model put in front, so that the rest of the body stays byte for byte. */
    static byte[] put(byte[] raw, JsonNode body, String model) {
        if (body.has("model")) {
            throw new RequestProblem(INVALID_REQUEST, "model is empty");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length + model.length() + 16);
        out.writeBytes(("{\"model\":" + Json.MAPPER.getNodeFactory().textNode(model) + ",").getBytes(UTF_8));
        int brace = 0;
        while (raw[brace] != '{') {
            brace++;
        }
        out.write(raw, brace + 1, raw.length - brace - 1);
        return out.toByteArray();
    }
}
