package dev.penstock.simulator.answers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.json.SimulatorJson;

/** The tokens that a call is billed for. */
public record BilledTokens(long promptTokens, long completionTokens) {
    public long total() {
        return promptTokens + completionTokens;
    }

    ObjectNode chat() {
        ObjectNode json = SimulatorJson.object();
        json.put("prompt_tokens", promptTokens);
        json.put("completion_tokens", completionTokens);
        json.put("total_tokens", total());
        json.putObject("prompt_tokens_details").put("cached_tokens", 0);
        json.putObject("completion_tokens_details").put("reasoning_tokens", 0);
        return json;
    }

    ObjectNode embeddings() {
        return SimulatorJson.object().put("prompt_tokens", promptTokens).put("total_tokens", total());
    }
}
