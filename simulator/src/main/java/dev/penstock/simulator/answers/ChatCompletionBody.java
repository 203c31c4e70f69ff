package dev.penstock.simulator.answers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.json.SimulatorJson;

/** Writes a chat completion as one JSON body. */
final class ChatCompletionBody {
    private ChatCompletionBody() {}

    static SimulatedResponse.Whole whole(ChatCall call, SimulatedAnswer completion, ModelCall.Ident ident) {
        ObjectNode body = SimulatorJson.object()
                .put("id", ident.id("chatcmpl"))
                .put("object", "chat.completion")
                .put("created", ident.created().getEpochSecond())
                .put("model", call.model());
        ArrayNode choices = body.putArray("choices");
        for (int index = 0; index < call.choices(); index++) {
            ObjectNode choice = choices.addObject().put("index", index);
            choice.putObject("message")
                    .put("role", "assistant")
                    .put("content", completion.text())
                    .putNull("refusal");
            choice.putNull("logprobs").put("finish_reason", completion.finishReason());
        }
        BilledTokens usage = call.usage(completion);
        body.set("usage", usage.chat());
        body.put("system_fingerprint", "fp_simulator");
        return new SimulatedResponse.Whole(SimulatorJson.bytes(body), usage);
    }
}
