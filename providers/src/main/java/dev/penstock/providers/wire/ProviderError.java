package dev.penstock.providers.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.providers.JsonText;
import java.util.Locale;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The error that a response's JSON reports, in whatever form: OpenAI's, Google's arrays, Mistral's and FastAPI's lists of details,
 * a reseller's status field, or any of them as text in another's message.
 *
 * @param code the error's code; empty if it has none
 * @param type the error's type or reason; empty if it has none
 * @param message the reason in words; empty if there are none
 */
public record ProviderError(String code, String type, String message) {
    /** How deep errors are looked for in the messages of other errors. */
    private static final int DEPTH = 3;

    /** Stands for an error of the provider's own, of which it only says that it ended the answer. */
    private static final JsonNode UPSTREAM =
            JsonText.parse("{\"type\":\"server_error\",\"message\":\"the answer ended with finish_reason error\"}");

    /** The fields that hold the answer, one or several for each endpoint. */
    private static final Set<String> ANSWERS = Set.of("choices", "output", "data", "results", "result");

    /** The values that wrappers send beside an answer, in place of an error's code or message. */
    private static final Set<String> GOOD = Set.of("0", "200", "ok", "success", "true", "none");

    private static final Set<String> FAILED = Set.of("error", "failed", "failure", "fail");

    /** Returns whether JSON that came with a good status reports an error all the same. */
    public static boolean isIn(JsonNode json) {
        return isError(json.path("error"))
                || json.isArray() && isError(json.path(0).path("error"))
                || json.path("object").asText("").equals("error")
                || json.path("type").asText("").equals("error")
                || json.at("/base_resp/status_code").asInt(0) != 0
                || json.path("success").isBoolean() && !json.path("success").booleanValue()
                || FAILED.contains(json.path("status").asText("").toLowerCase(Locale.ROOT))
                || inChoices(json) != null
                || hasStatusOnly(json);
    }

    /** Returns whether JSON without anything of an answer says in words why: an error that is not marked as one. */
    public static boolean isWithReason(JsonNode json) {
        String message = ErrorReason.of(json);
        return json.isObject()
                && ANSWERS.stream().noneMatch(json::hasNonNull)
                && !message.isBlank()
                && !GOOD.contains(message.toLowerCase(Locale.ROOT))
                && !GOOD.contains(code(json).toLowerCase(Locale.ROOT));
    }

    /** Returns the error that a response reports; the texts are empty where it says nothing. */
    public static ProviderError of(JsonNode json) {
        return of(json, DEPTH);
    }

    private static ProviderError of(JsonNode json, int depth) {
        JsonNode error = node(json);
        String message = ErrorReason.of(error);
        if (depth > 0 && (message.startsWith("{") || message.startsWith("["))) {
            JsonNode inner = JsonText.parse(message);
            if (inner.isContainerNode() && !ErrorReason.of(node(inner)).isEmpty()) {
                ProviderError found = of(inner, depth - 1);
                return new ProviderError(
                        found.code.isEmpty() ? code(error) : found.code,
                        found.type.isEmpty() ? type(error) : found.type,
                        found.message);
            }
        }
        return new ProviderError(code(error), type(error), message);
    }

    /** Returns the object that has the error's code and message. */
    private static JsonNode node(JsonNode json) {
        if (json.isArray() && json.size() > 0 && json.path(0).has("error")) {
            return node(json.path(0));
        }
        JsonNode choice = inChoices(json);
        if (isError(json.path("error"))) {
            return json.path("error");
        }
        if (choice != null) {
            return isError(choice.path("error")) ? choice.path("error") : UPSTREAM;
        }
        return json.has("base_resp") ? json.path("base_resp") : json;
    }

    private static @Nullable JsonNode inChoices(JsonNode json) {
        for (JsonNode choice : json.path("choices")) {
            if (isError(choice.path("error"))
                    || choice.path("finish_reason").asText("").equals("error")) {
                return choice;
            }
        }
        return null;
    }

    /** Returns whether an error says anything: an empty text, false, and objects with a code of 0 or nothing at all stand for none. */
    private static boolean isError(JsonNode error) {
        if (error.isContainerNode()) {
            return StreamSupport.stream(error.spliterator(), false)
                    .anyMatch(member -> member.isNumber() ? member.asDouble() != 0 : isError(member));
        }
        String text = error.isTextual() ? error.textValue().strip().toLowerCase(Locale.ROOT) : "";
        return !(text.isEmpty() || GOOD.contains(text)) || (error.isBoolean() && error.booleanValue());
    }

    /** Returns whether a wrapper has a code of failure and no answer. */
    private static boolean hasStatusOnly(JsonNode json) {
        JsonNode code = json.has("code") ? json.path("code") : json.path("status_code");
        boolean isBad = code.isInt() && code.intValue() != 0 && (code.intValue() < 200 || code.intValue() >= 300);
        return isBad && !json.hasNonNull("choices") && !json.hasNonNull("output") && !json.hasNonNull("data");
    }

    private static String code(JsonNode error) {
        return first(error, "code", "status_code", "statusCode", "error_code", "errcode");
    }

    private static String type(JsonNode error) {
        JsonNode reason = error.at("/details/0/reason");
        return reason.isTextual() ? reason.textValue() : first(error, "type", "status");
    }

    private static String first(JsonNode error, String... names) {
        for (String name : names) {
            JsonNode value = error.path(name);
            if (value.isValueNode() && !value.isNull() && !value.asText().isBlank()) {
                return value.asText();
            }
        }
        return "";
    }
}
