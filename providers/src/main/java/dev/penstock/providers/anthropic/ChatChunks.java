package dev.penstock.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.providers.TokenSink;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Translates the events of a stream into chunks of a chat completion in OpenAI's format. */
final class ChatChunks implements MessageStream.Events {
    private final boolean usageWanted;
    private final long created = Instant.now().getEpochSecond();
    /** The numbers of tool calls, which OpenAI counts apart, by the numbers of their blocks. */
    private final Map<Integer, Integer> calls = new HashMap<>();

    /**
     * @param usageWanted whether the stream ends with a chunk that has the usage
     */
    ChatChunks(boolean usageWanted) {
        this.usageWanted = usageWanted;
    }

    @Override
    public void take(JsonNode event, String raw, JsonNode message, TokenSink sink) {
        switch (event.path("type").asText("")) {
            case "message_start" -> send(delta("role", "assistant").put("content", ""), message, sink);
            case "content_block_start" -> begin(event, message, sink);
            case "content_block_delta" -> grow(event, message, sink);
            case "message_stop" -> end(message, sink);
            default -> {
                // Nothing that a chunk has.
            }
        }
    }

    private void begin(JsonNode event, JsonNode message, TokenSink sink) {
        JsonNode block = event.path("content_block");
        if (block.path("type").asText("").equals("tool_use")) {
            int number = calls.size();
            calls.put(event.path("index").asInt(), number);
            ObjectNode delta = JsonNodeFactory.instance.objectNode();
            ObjectNode call = delta.putArray("tool_calls").addObject().put("index", number);
            call.set("id", block.path("id"));
            call.put("type", "function");
            ObjectNode function = call.putObject("function");
            function.set("name", block.path("name"));
            function.put("arguments", "");
            send(delta, message, sink);
        }
    }

    private void grow(JsonNode event, JsonNode message, TokenSink sink) {
        JsonNode delta = event.path("delta");
        switch (delta.path("type").asText("")) {
            case "text_delta" -> {
                String text = delta.path("text").asText("");
                send(delta("content", text), message, sink);
                if (!text.isEmpty()) {
                    sink.token(text);
                }
            }
            case "thinking_delta" ->
                send(delta("reasoning_content", delta.path("thinking").asText("")), message, sink);
            case "input_json_delta" -> {
                Integer number = calls.get(event.path("index").asInt());
                if (number != null) {
                    ObjectNode part = JsonNodeFactory.instance.objectNode();
                    part.putArray("tool_calls")
                            .addObject()
                            .put("index", number)
                            .putObject("function")
                            .put("arguments", delta.path("partial_json").asText(""));
                    send(part, message, sink);
                }
            }
            default -> {
                // Signatures and citations have no place in a chunk.
            }
        }
    }

    private void end(JsonNode message, TokenSink sink) {
        ObjectNode last = chunk(message);
        ObjectNode choice = last.putArray("choices").addObject().put("index", 0);
        choice.putObject("delta");
        choice.put("finish_reason", FinishReason.of(message.path("stop_reason").asText("")));
        sink.event(line(last));
        if (usageWanted) {
            ObjectNode usage = chunk(message);
            usage.putArray("choices");
            usage.set("usage", MessageUsage.translate(message.path("usage")));
            sink.event(line(usage));
        }
    }

    private void send(ObjectNode delta, JsonNode message, TokenSink sink) {
        ObjectNode chunk = chunk(message);
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("finish_reason");
        sink.event(line(chunk));
    }

    private ObjectNode chunk(JsonNode message) {
        ObjectNode chunk = JsonNodeFactory.instance.objectNode();
        chunk.set("id", message.path("id"));
        chunk.put("object", "chat.completion.chunk").put("created", created);
        chunk.set("model", message.path("model"));
        return chunk;
    }

    private static ObjectNode delta(String name, String text) {
        return JsonNodeFactory.instance.objectNode().put(name, text);
    }

    private static String line(ObjectNode chunk) {
        return "data: " + chunk + "\n\n";
    }
}
