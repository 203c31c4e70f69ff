package dev.penstock.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.core.ObjectMappers;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletionChunk;
import dev.penstock.providers.TokenSink;
import java.io.IOException;

/** Reads a chat completion that is streamed token by token. */
final class ChatStream extends AnswerStream {
    private static final JsonMapper OPENAI = ObjectMappers.jsonMapper();
    private final ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
    private final boolean usageWanted;

    ChatStream(ObjectNode body) {
        usageWanted = body.path("stream_options").path("include_usage").asBoolean(false);
    }

    /** Requests a stream that ends with its usage, even where the caller did not ask for the usage. */
    @Override
    ObjectNode streamed(ObjectNode body) {
        ObjectNode streamed = body.deepCopy().put("stream", true);
        if (!streamed.path("stream_options").isObject()) {
            streamed.putObject("stream_options");
        }
        streamed.withObjectProperty("stream_options").put("include_usage", true);
        return streamed;
    }

    @Override
    void take(JsonNode event, String raw, TokenSink sink) throws IOException {
        JsonNode choices = event.path("choices");
        if (!choices.isArray()) {
            return;
        }
        whole.accumulate(OPENAI.treeToValue(event, ChatCompletionChunk.class));
        if (usageWanted || !choices.isEmpty()) {
            sink.event(raw);
        }
        JsonNode text = event.at("/choices/0/delta/content");
        if (text.isTextual() && !text.textValue().isEmpty()) {
            sink.token(text.textValue());
        }
    }

    @Override
    String whole() throws IOException {
        try {
            return OPENAI.writeValueAsString(whole.chatCompletion());
        } catch (IllegalStateException e) {
            return "";
        }
    }
}
