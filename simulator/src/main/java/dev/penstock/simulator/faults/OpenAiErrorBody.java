package dev.penstock.simulator.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.faults.Fault.Refusal;
import dev.penstock.simulator.json.SimulatorJson;

/** Writes error bodies as OpenAI does, always with all four keys. */
public final class OpenAiErrorBody {
    private OpenAiErrorBody() {}

    public static byte[] of(Refusal refusal) {
        return SimulatorJson.bytes(tree(refusal));
    }

    public static ObjectNode tree(Refusal refusal) {
        ObjectNode body = SimulatorJson.object();
        body.putObject("error")
                .put("message", refusal.message())
                .put("type", refusal.type())
                .put("param", refusal.param())
                .put("code", refusal.code());
        return body;
    }
}
