package dev.penstock.simulator.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.faults.Fault.Quirk;
import dev.penstock.simulator.json.SimulatorJson;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A call of {@code /v1/moderations}: a text that has the word "harm" is flagged. Nothing is billed, as at OpenAI. */
public record ModerationsCall(String model, List<String> inputs) implements ModelCall {
    private static final String FLAGGED = "violence";

    public ModerationsCall {
        inputs = List.copyOf(inputs);
    }

    public static ModerationsCall read(JsonNode body) {
        return new ModerationsCall(
                body.path("model").asText("omni-moderation-latest"), RequestFields.texts(body.path("input")));
    }

    @Override
    public String prompt() {
        return String.join("\n", inputs);
    }

    @Override
    public BilledTokens usage(AnswerOptions options) {
        return new BilledTokens(0, 0);
    }

    @Override
    public SimulatedResponse reply(AnswerOptions options, Ident ident, @Nullable Quirk quirk) {
        ObjectNode body = SimulatorJson.object().put("id", ident.id("modr")).put("model", model);
        ArrayNode results = body.putArray("results");
        for (String input : inputs) {
            boolean flagged = input.toLowerCase(Locale.ROOT).contains("harm");
            ObjectNode result = results.addObject().put("flagged", flagged);
            result.putObject("categories").put(FLAGGED, flagged);
            result.putObject("category_scores").put(FLAGGED, flagged ? 0.9 : 0.1);
        }
        return new SimulatedResponse.Whole(SimulatorJson.bytes(body), usage(options));
    }
}
