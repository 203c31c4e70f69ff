package dev.penstock.activities.providerbatch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.penstock.store.Json;
import dev.penstock.store.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One line of a provider's output or error file; its body stays as it is. */
record ProviderLine(String customId, Result.@Nullable Response response, Result.@Nullable Error error) {
    static ProviderLine read(byte[] text) throws IOException {
        String[] customId = {""};
        Result.Response[] response = {null};
        Result.Error[] error = {null};
        Json.visitObject(text, (name, value) -> {
            boolean isObject = value.hasToken(JsonToken.START_OBJECT);
            if (name.equals("custom_id")) {
                customId[0] = value.getText();
            } else if (name.equals("response") && isObject) {
                response[0] = response(value, text);
            } else if (name.equals("error") && isObject) {
                error[0] = error(value);
            }
        });
        return new ProviderLine(customId[0], response[0], error[0]);
    }

    /** Returns the custom id in the beginning of a line whose rest is missing; empty if it does not stand there. */
    static String customId(byte[] beginning) {
        String[] customId = {""};
        try {
            Json.visitObject(beginning, (name, value) -> {
                if (name.equals("custom_id")) {
                    customId[0] = value.getText();
                }
            });
        } catch (IOException cutOff) {
            return customId[0];
        }
        return customId[0];
    }

    private static Result.Response response(JsonParser parser, byte[] text) throws IOException {
        int[] status = {0};
        String[] texts = {"", ""};
        Json.visitMembers(parser, (name, value) -> {
            switch (name) {
                case "status_code" -> status[0] = value.getValueAsInt();
                case "request_id" -> texts[0] = value.getValueAsString("");
                case "body" -> texts[1] = new String(Json.rawValue(value, text), StandardCharsets.UTF_8);
                default -> {}
            }
        });
        return new Result.Response(status[0], texts[0], texts[1]);
    }

    private static Result.Error error(JsonParser parser) throws IOException {
        String[] texts = {"", ""};
        Json.visitMembers(parser, (name, value) -> {
            switch (name) {
                case "code" -> texts[0] = value.getValueAsString("");
                case "message" -> texts[1] = value.getValueAsString("");
                default -> {}
            }
        });
        return new Result.Error(texts[0], texts[1]);
    }
}
