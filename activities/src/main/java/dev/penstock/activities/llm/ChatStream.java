package dev.penstock.activities.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.core.ObjectMappers;
import com.openai.core.http.HttpResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletionChunk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A chat completion that comes token by token (server-sent events), and is put together to a whole one. */
final class ChatStream {
    private static final String DATA = "data:";
    private static final String END = "[DONE]";
    private static final JsonMapper OPENAI = ObjectMappers.jsonMapper();

    private ChatStream() {}

    /** The same request, for a stream that ends with its usage. */
    static ObjectNode asked(ObjectNode body) {
        ObjectNode asked = body.deepCopy().put("stream", true);
        asked.withObjectProperty("stream_options").put("include_usage", true);
        return asked;
    }

    static boolean isStream(HttpResponse response) {
        return response.statusCode() == 200
                && headers(response).find("content-type").orElse("").contains("event-stream");
    }

    /**
     * @param safe takes out of an error what nobody should read
     */
    static Outcome read(HttpResponse response, Consumer<String> tokens, UnaryOperator<String> safe) throws IOException {
        ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String data =
                        line.startsWith(DATA) ? line.substring(DATA.length()).strip() : "";
                if (data.equals(END)) {
                    break;
                }
                JsonNode part = JsonText.parse(data);
                if (part.has("error")) {
                    return Answers.read(200, headers(response), safe.apply(data), Instant.now());
                }
                if (part.has("choices")) {
                    whole.accumulate(OPENAI.treeToValue(part, ChatCompletionChunk.class));
                    tokens(part, tokens);
                }
            }
        }
        return outcome(whole, response);
    }

    static Headers headers(HttpResponse response) {
        return name -> response.headers().values(name).stream().findFirst();
    }

    private static void tokens(JsonNode part, Consumer<String> tokens) {
        String text = part.at("/choices/0/delta/content").asText("");
        if (!text.isEmpty() && !part.at("/choices/0/delta/content").isNull()) {
            tokens.accept(text);
        }
    }

    private static Outcome outcome(ChatCompletionAccumulator whole, HttpResponse response)
            throws JsonProcessingException {
        String body;
        try {
            body = OPENAI.writeValueAsString(whole.chatCompletion());
        } catch (IllegalStateException e) {
            // It broke off before its end.
            body = "";
        }
        return Answers.read(200, headers(response), body, Instant.now());
    }
}
