package dev.penstock.simulator.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.json.SimulatorJson;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes an answer as Anthropic's message; fields and values are those of the official SDK's {@code Message}. */
record MessageBody(MessagesCall call, SimulatedAnswer answer, ModelCall.Ident ident) {
    static final long THINKING_TOKENS = 5;
    private static final String THOUGHT = "Simulated reasoning.";

    SimulatedResponse.Whole whole() {
        return new SimulatedResponse.Whole(SimulatorJson.bytes(message()), call.usage(answer));
    }

    ObjectNode message() {
        ObjectNode message = empty();
        message.set("content", content());
        message.put("stop_reason", stopReason());
        if (stopReason().equals("refusal")) {
            message.putObject("stop_details")
                    .put("type", "refusal")
                    .putNull("category")
                    .put("explanation", "The simulator is set to refuse this call.");
        }
        message.set("usage", usage(call.usage(answer).completionTokens()));
        return message;
    }

    /** Returns the message as a stream begins with it: without content, reason to end, and all but the first token. */
    ObjectNode empty() {
        ObjectNode message = SimulatorJson.object()
                .put("id", ident.id("msg"))
                .put("type", "message")
                .put("role", "assistant")
                .put("model", call.model());
        message.putArray("content");
        message.putNull("stop_reason")
                .putNull("stop_sequence")
                .putNull("stop_details")
                .putNull("container");
        message.set("usage", usage(1));
        return message;
    }

    ArrayNode content() {
        ArrayNode content = SimulatorJson.MAPPER.createArrayNode();
        if (call.thinks()) {
            content.addObject().put("type", "thinking").put("thinking", THOUGHT).put("signature", "c2lnbmVk");
        }
        int number = 0;
        for (JsonNode tool : call.tools()) {
            content.addObject()
                    .put("type", "tool_use")
                    .put("id", ident.id("toolu") + "-" + number++)
                    .put("name", tool.path("name").asText())
                    .set("input", input(tool));
        }
        if (call.tools().isEmpty() && !answer.text().isEmpty()) {
            // The SDK's type requires the member, which is null without citations.
            content.addObject().put("type", "text").put("text", answer.text()).putNull("citations");
        }
        return content;
    }

    String stopReason() {
        return switch (answer.finishReason()) {
            case "length" -> "max_tokens";
            case "content_filter" -> "refusal";
            default -> call.tools().isEmpty() ? "end_turn" : "tool_use";
        };
    }

    /** Returns the usage; input tokens are those that have nothing to do with the cache ({@code Usage} in the SDK). */
    ObjectNode usage(long output) {
        boolean isWritten = ident.nthCall() <= 1;
        ObjectNode usage = SimulatorJson.object()
                .put("input_tokens", call.promptTokens() - call.cached())
                .put("cache_creation_input_tokens", isWritten ? call.cached() : 0)
                .put("cache_read_input_tokens", isWritten ? 0 : call.cached())
                .put("output_tokens", output)
                .put("service_tier", "standard");
        usage.putObject("cache_creation")
                .put("ephemeral_5m_input_tokens", isWritten ? call.cached() : 0)
                .put("ephemeral_1h_input_tokens", 0);
        if (call.thinks()) {
            usage.putObject("output_tokens_details").put("thinking_tokens", THINKING_TOKENS);
        }
        return usage;
    }

    private JsonNode input(JsonNode tool) {
        JsonNode schema = tool.path("input_schema");
        if (schema.path("properties").isEmpty()) {
            return SimulatorJson.object();
        }
        try {
            return SimulatorJson.MAPPER.readTree(new WantedJson(schema).filledWith(answer.text()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
