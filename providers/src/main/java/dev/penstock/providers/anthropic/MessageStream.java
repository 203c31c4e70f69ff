package dev.penstock.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.providers.JsonText;
import dev.penstock.providers.TokenSink;
import dev.penstock.providers.wire.AnswerStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts a streamed message together (platform.claude.com/docs/en/build-with-claude/streaming): it begins without content, its blocks
 * come in parts, and its reason to end and its usage near the end.
 */
final class MessageStream implements AnswerStream {
    /** More blocks than any message has; an index beyond would only take memory. */
    private static final int MOST_BLOCKS = 10_000;

    private final Events events;
    private final ObjectNode message = JsonNodeFactory.instance.objectNode();
    private final Map<Integer, StreamedBlock> blocks = new TreeMap<>();

    /** Passes the events of a stream on, in the format of who asked. */
    interface Events {
        /**
         * @param message what is known of the message after the event, without its content
         */
        void take(JsonNode event, String raw, JsonNode message, TokenSink sink);
    }

    MessageStream(Events events) {
        this.events = events;
    }

    @Override
    public void take(JsonNode event, String raw, TokenSink sink) {
        int index = event.path("index").asInt(0);
        switch (event.path("type").asText("")) {
            case "message_start" -> message.setAll(objectAt(event, "message"));
            case "content_block_start" -> {
                if (index >= 0 && index < MOST_BLOCKS) {
                    blocks.put(index, new StreamedBlock(objectAt(event, "content_block")));
                }
            }
            case "content_block_delta" -> {
                StreamedBlock block = blocks.get(index);
                if (block != null) {
                    block.add(event.path("delta"));
                }
            }
            case "message_delta" -> {
                message.setAll(objectAt(event, "delta"));
                // Its figures are the sums so far; those that it lacks stay as the beginning had them.
                objectAt(event, "usage").properties().stream()
                        .filter(figure -> !figure.getValue().isNull())
                        .forEach(figure -> message.withObjectProperty("usage").set(figure.getKey(), figure.getValue()));
            }
            default -> {
                // ping, content_block_stop, message_stop, and events that are not known yet
            }
        }
        events.take(event, raw, message, sink);
    }

    @Override
    public Optional<String> whole(boolean isDone) {
        if (!message.hasNonNull("stop_reason")) {
            return Optional.empty();
        }
        ArrayNode content = message.putArray("content");
        blocks.values().forEach(block -> content.add(block.whole()));
        return Optional.of(message.toString());
    }

    private static ObjectNode objectAt(JsonNode event, String name) {
        return event.path(name) instanceof ObjectNode object ? object.deepCopy() : JsonText.MAPPER.createObjectNode();
    }
}
