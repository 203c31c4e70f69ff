package dev.penstock.simulator.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.answers.AnswerOptions;
import dev.penstock.simulator.answers.InvalidCall;
import dev.penstock.simulator.faults.Fault.Refusal;
import dev.penstock.simulator.faults.FaultTable;
import dev.penstock.simulator.json.SimulatorJson;
import java.util.List;

/** Lists models as Gemini does in OpenAI's API, with names of resources such as {@code models/gemini-2.5-flash}. */
final class GeminiModels {
    private static final String PREFIX = "models/";
    private static final List<String> ANY = List.of("gemini-simulated");

    private GeminiModels() {}

    static ObjectNode list(AnswerOptions answers) {
        ObjectNode body = SimulatorJson.object().put("object", "list");
        ArrayNode data = body.putArray("data");
        (answers.models().isEmpty() ? ANY : answers.models()).forEach(name -> data.add(model(name)));
        return body;
    }

    static ObjectNode one(AnswerOptions answers, String id) {
        String name = id.startsWith(PREFIX) ? id.substring(PREFIX.length()) : id;
        if (!answers.knows(name)) {
            throw new InvalidCall((Refusal) FaultTable.named("404"));
        }
        return model(name);
    }

    private static ObjectNode model(String name) {
        return SimulatorJson.object()
                .put("id", PREFIX + name)
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", "google");
    }
}
