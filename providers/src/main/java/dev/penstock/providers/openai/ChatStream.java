package dev.penstock.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.providers.JsonText;
import dev.penstock.providers.TokenSink;
import dev.penstock.providers.wire.AnswerStream;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads a completion that is streamed token by token. Chunks may lack what OpenAI's have: an id, an index, a finish reason; and
 * each may have the usage so far.
 */
final class ChatStream implements AnswerStream {
    /** More answers than a request can ask for. */
    private static final int MOST_CHOICES = 1_000;

    private static final List<String> MERGED_APART = List.of("delta", "message", "usage", "index");

    private final ObjectNode whole = JsonText.MAPPER.createObjectNode();
    private final SortedMap<Integer, ObjectNode> choices = new TreeMap<>();
    private final boolean usageWanted;

    ChatStream(ObjectNode body) {
        usageWanted = body.path("stream_options").path("include_usage").asBoolean(false);
    }

    @Override
    public void take(JsonNode event, String raw, TokenSink sink) {
        JsonNode chunks = event.path("choices");
        event.properties().stream()
                .filter(member -> !member.getKey().equals("choices"))
                .filter(member -> !member.getValue().isNull() || !whole.has(member.getKey()))
                .forEach(member -> whole.set(member.getKey(), member.getValue()));
        if (!chunks.isArray()) {
            return;
        }
        for (int i = 0; i < Math.min(chunks.size(), MOST_CHOICES); i++) {
            add(Math.clamp(chunks.get(i).path("index").asInt(i), 0, MOST_CHOICES), chunks.get(i));
        }
        if (usageWanted || !chunks.isEmpty()) {
            sink.event(raw);
        }
        JsonNode text = event.at("/choices/0/delta/content");
        if (text.isTextual() && !text.textValue().isEmpty()) {
            sink.token(text.textValue());
        }
    }

    @Override
    public Optional<String> whole(boolean isDone) {
        boolean isFinished = isDone || choices.values().stream().allMatch(choice -> choice.hasNonNull("finish_reason"));
        if (choices.isEmpty() && !whole.has("choices") || !isFinished) {
            return Optional.empty();
        }
        if (whole.path("object").asText("chat.completion.chunk").equals("chat.completion.chunk")) {
            whole.put("object", "chat.completion");
        }
        ArrayNode all = whole.putArray("choices");
        choices.values().forEach(all::add);
        return Optional.of(ChunkMerge.finished(whole).toString());
    }

    /** Adds a chunk's choice, which has a part of the message, or in the last chunk of some providers the whole of it. */
    private void add(int index, JsonNode chunk) {
        ObjectNode choice = choices.computeIfAbsent(
                index, number -> JsonText.MAPPER.createObjectNode().put("index", number));
        if (!(chunk instanceof ObjectNode object)) {
            return;
        }
        JsonNode usage = object.path("usage");
        if (usage.isObject()) {
            whole.set("usage", usage);
        }
        JsonNode delta = object.path("delta");
        if (delta.isObject()) {
            ChunkMerge.add(choice.withObjectProperty("message"), delta);
        } else if (object.path("message").isObject()) {
            choice.set("message", object.path("message"));
        }
        ChunkMerge.update(choice, object.deepCopy().without(MERGED_APART));
    }
}
