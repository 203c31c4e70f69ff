package dev.penstock.simulator.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.json.SimulatorJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a message as server-sent events: its start, each block in parts, a ping, the reason to end with the usage, and a stop
 * (platform.claude.com/docs/en/build-with-claude/streaming; the SDK's {@code RawMessageStreamEvent}). There is no "[DONE]".
 */
final class MessageEvents {
    private final List<String> events = new ArrayList<>();

    private MessageEvents() {}

    static SimulatedResponse.Streamed streamed(MessageBody body) {
        MessageEvents stream = new MessageEvents();
        ObjectNode start = event("message_start");
        start.set("message", body.empty());
        stream.add(start);
        stream.add(event("ping"));
        int index = 0;
        for (JsonNode block : body.content()) {
            stream.addBlock(index++, (ObjectNode) block);
        }
        ObjectNode end = event("message_delta");
        ObjectNode delta = end.putObject("delta");
        delta.put("stop_reason", body.stopReason()).putNull("stop_sequence");
        delta.set("stop_details", body.message().path("stop_details"));
        BilledTokens usage = body.call().usage(body.answer());
        // The figures are the sums over the message, not those of the event.
        ObjectNode sums = body.usage(usage.completionTokens());
        sums.remove("service_tier");
        sums.remove("cache_creation");
        end.set("usage", sums);
        stream.add(end);
        stream.add(event("message_stop"));
        return new SimulatedResponse.Streamed(stream.events, usage);
    }

    private void addBlock(int index, ObjectNode block) {
        String type = block.path("type").asText();
        switch (type) {
            case "text" ->
                addParts(
                        index,
                        block,
                        "text",
                        "text_delta",
                        "text",
                        block.path("text").asText());
            case "thinking" -> {
                // The signature comes as a part of its own, before the block's end.
                String signature = block.path("signature").asText();
                ObjectNode empty = block.deepCopy().put("signature", "");
                begin(index, empty.put("thinking", ""));
                addDelta(
                        index,
                        "thinking_delta",
                        "thinking",
                        block.path("thinking").asText());
                addDelta(index, "signature_delta", "signature", signature);
                end(index);
            }
            default -> {
                // A tool's input comes as pieces of its JSON, the first of which is empty.
                String input = block.path("input").toString();
                begin(index, block.deepCopy().set("input", SimulatorJson.object()));
                addDelta(index, "input_json_delta", "partial_json", "");
                addDelta(index, "input_json_delta", "partial_json", input.substring(0, input.length() / 2));
                addDelta(index, "input_json_delta", "partial_json", input.substring(input.length() / 2));
                end(index);
            }
        }
    }

    private void addParts(int index, ObjectNode block, String field, String delta, String name, String text) {
        begin(index, block.deepCopy().put(field, ""));
        for (int from = 0; from < text.length(); from += CharacterTokenCount.CHARACTERS) {
            addDelta(
                    index,
                    delta,
                    name,
                    text.substring(from, Math.min(text.length(), from + CharacterTokenCount.CHARACTERS)));
        }
        end(index);
    }

    private void begin(int index, JsonNode block) {
        ObjectNode begin = event("content_block_start").put("index", index);
        begin.set("content_block", block);
        add(begin);
    }

    private void addDelta(int index, String type, String name, String text) {
        ObjectNode part = event("content_block_delta").put("index", index);
        part.putObject("delta").put("type", type).put(name, text);
        add(part);
    }

    private void end(int index) {
        add(event("content_block_stop").put("index", index));
    }

    private static ObjectNode event(String type) {
        return SimulatorJson.object().put("type", type);
    }

    private void add(ObjectNode event) {
        String json = new String(SimulatorJson.bytes(event), StandardCharsets.UTF_8);
        events.add("event: %s\ndata: %s\n\n".formatted(event.path("type").asText(), json));
    }
}
