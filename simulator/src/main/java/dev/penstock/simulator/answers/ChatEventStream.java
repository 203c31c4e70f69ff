package dev.penstock.simulator.answers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.answers.ChatCall.StreamMode;
import dev.penstock.simulator.json.SimulatorJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a chat completion as server-sent events, one token at a time. */
final class ChatEventStream {
    private final ChatCall call;
    private final ModelCall.Ident ident;
    private final List<String> events = new ArrayList<>();

    private ChatEventStream(ChatCall call, ModelCall.Ident ident) {
        this.call = call;
        this.ident = ident;
    }

    static SimulatedResponse.Streamed streamed(ChatCall call, SimulatedAnswer completion, ModelCall.Ident ident) {
        ChatEventStream stream = new ChatEventStream(call, ident);
        for (int index = 0; index < call.choices(); index++) {
            stream.addChoice(index, completion);
        }
        BilledTokens usage = call.usage(completion);
        if (call.mode() == StreamMode.STREAM_WITH_USAGE) {
            stream.addUsage(usage);
        }
        stream.events.add("data: [DONE]\n\n");
        return new SimulatedResponse.Streamed(stream.events, usage);
    }

    private void addChoice(int index, SimulatedAnswer completion) {
        addDelta(
                index,
                SimulatorJson.object()
                        .put("role", "assistant")
                        .put("content", "")
                        .putNull("refusal"),
                null);
        String text = completion.text();
        for (int from = 0; from < text.length(); from += CharacterTokenCount.CHARACTERS) {
            String token = text.substring(from, Math.min(text.length(), from + CharacterTokenCount.CHARACTERS));
            addDelta(index, SimulatorJson.object().put("content", token), null);
        }
        addDelta(index, SimulatorJson.object(), completion.finishReason());
    }

    private void addDelta(int index, ObjectNode delta, @Nullable String finishReason) {
        ObjectNode event = event();
        ObjectNode choice = event.putArray("choices").addObject().put("index", index);
        choice.set("delta", delta);
        choice.putNull("logprobs").put("finish_reason", finishReason);
        if (call.mode() == StreamMode.STREAM_WITH_USAGE) {
            event.putNull("usage");
        }
        add(event);
    }

    private void addUsage(BilledTokens usage) {
        ObjectNode event = event();
        event.putArray("choices");
        event.set("usage", usage.chat());
        add(event);
    }

    private ObjectNode event() {
        return SimulatorJson.object()
                .put("id", ident.id("chatcmpl"))
                .put("object", "chat.completion.chunk")
                .put("created", ident.created().getEpochSecond())
                .put("model", call.model())
                .put("system_fingerprint", "fp_simulator");
    }

    private void add(ObjectNode event) {
        events.add("data: " + new String(SimulatorJson.bytes(event), StandardCharsets.UTF_8) + "\n\n");
    }
}
