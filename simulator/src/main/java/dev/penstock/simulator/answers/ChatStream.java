package dev.penstock.simulator.answers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.answers.ChatCall.StreamMode;
import dev.penstock.simulator.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a completion as server-sent events, one token at a time. */
final class ChatStream {
    private final ChatCall call;
    private final Call.Ident ident;
    private final List<String> events = new ArrayList<>();

    private ChatStream(ChatCall call, Call.Ident ident) {
        this.call = call;
        this.ident = ident;
    }

    static Reply.Streamed streamed(ChatCall call, Completion completion, Call.Ident ident) {
        ChatStream stream = new ChatStream(call, ident);
        for (int index = 0; index < call.choices(); index++) {
            stream.addChoice(index, completion);
        }
        Usage usage = call.usage(completion);
        if (call.mode() == StreamMode.STREAM_WITH_USAGE) {
            stream.addUsage(usage);
        }
        stream.events.add("data: [DONE]\n\n");
        return new Reply.Streamed(stream.events, usage);
    }

    private void addChoice(int index, Completion completion) {
        addDelta(
                index, Json.object().put("role", "assistant").put("content", "").putNull("refusal"), null);
        String text = completion.text();
        for (int from = 0; from < text.length(); from += TokenEstimate.CHARACTERS) {
            String token = text.substring(from, Math.min(text.length(), from + TokenEstimate.CHARACTERS));
            addDelta(index, Json.object().put("content", token), null);
        }
        addDelta(index, Json.object(), completion.finishReason());
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

    private void addUsage(Usage usage) {
        ObjectNode event = event();
        event.putArray("choices");
        event.set("usage", usage.chat());
        add(event);
    }

    private ObjectNode event() {
        return Json.object()
                .put("id", ident.id("chatcmpl"))
                .put("object", "chat.completion.chunk")
                .put("created", ident.created().getEpochSecond())
                .put("model", call.model())
                .put("system_fingerprint", "fp_simulator");
    }

    private void add(ObjectNode event) {
        events.add("data: " + new String(Json.bytes(event), StandardCharsets.UTF_8) + "\n\n");
    }
}
