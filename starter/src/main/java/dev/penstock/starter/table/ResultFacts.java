package dev.penstock.starter.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.penstock.activities.answer.AnswerText;
import dev.penstock.store.Json;
import dev.penstock.store.Result;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a table shows of a result.
 *
 * @param body the provider's response; missing where there is none, or it is not JSON
 */
record ResultFacts(Result result, JsonNode body) {
    private static final String REFUSAL = "/choices/0/message/refusal";
    private static final String TOOL_CALLS = "/choices/0/message/tool_calls";
    private static final String EMBEDDING = "/data/0/embedding";

    static ResultFacts of(Result result) {
        return new ResultFacts(result, result.response() == null ? MissingNode.getInstance() : json(result.response()));
    }

    private static JsonNode json(Result.Response response) {
        try {
            return Json.MAPPER.readTree(response.body());
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /**
     * Returns the answer: its text, or else what an endpoint without texts answered, so that nothing that was paid is missing;
     * empty for a dead letter.
     */
    Optional<JsonNode> answer() {
        if (!result.isAnswered()) {
            return Optional.empty();
        }
        return text().map(text -> (JsonNode) Json.MAPPER.getNodeFactory().textNode(text))
                .or(() -> Stream.of(REFUSAL, TOOL_CALLS, EMBEDDING)
                        .map(body::at)
                        .filter(found -> !found.isMissingNode() && !found.isNull())
                        .findFirst())
                .or(() -> Optional.of(body));
    }

    /** Returns the answer's text, if it has one. */
    Optional<String> text() {
        return result.response() == null ? Optional.empty() : AnswerText.text(result.response());
    }

    /** Returns why there is no answer: OpenAI's code and a sentence; empty where there is one. */
    Optional<String> error() {
        Result.Error error = result.error();
        if (error != null) {
            return Optional.of(error.code() + ": " + error.message());
        }
        return result.isAnswered() || result.response() == null
                ? Optional.empty()
                : Optional.of("http_" + result.response().statusCode());
    }

    /** Returns why the model stopped, in the words of the chat or the responses endpoint. */
    Optional<String> finishReason() {
        return Optional.ofNullable(result.facts().finishReason()).or(this::finishReasonOfBody);
    }

    /** Older versions did not note the reason in the result. */
    private Optional<String> finishReasonOfBody() {
        return Stream.of("/choices/0/finish_reason", "/incomplete_details/reason", "/status")
                .map(body::at)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .findFirst();
    }

    /** Returns the model that answered, or else the one that was asked for. */
    Optional<String> model() {
        JsonNode named = body.path("model");
        if (named.isTextual()) {
            return Optional.of(named.textValue());
        }
        return Optional.ofNullable(result.call()).map(Result.Call::model).filter(model -> !model.isEmpty());
    }
}
