package dev.penstock.simulator.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.faults.Fault.Refusal;
import dev.penstock.simulator.json.Json;

/** Writes an error as OpenAI does: always all four keys. */
public final class ErrorBody {
    private ErrorBody() {}

    public static byte[] of(Refusal refusal) {
        return Json.bytes(tree(refusal));
    }

    public static ObjectNode tree(Refusal refusal) {
        ObjectNode body = Json.object();
        body.putObject("error")
                .put("message", refusal.message())
                .put("type", refusal.type())
                .put("param", refusal.param())
                .put("code", refusal.code());
        return body;
    }
}
