package dev.penstock.simulator.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.faults.Fault.Refusal;
import dev.penstock.simulator.faults.OpenAiErrorBody;
import dev.penstock.simulator.json.SimulatorJson;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Azure OpenAI's format: OpenAI's, with the content filter's own error (learn.microsoft.com, "Content filtering") and the time to
 * wait in seconds and in milliseconds ({@code retry-after-ms}, which openai-java reads first).
 */
final class AzureFormat implements WireFormat {
    private static final String FILTERED = "content_filter";

    private final WireFormat openAi = new OpenAiFormat();

    @Override
    public @Nullable String authorization(HttpHeaders headers) {
        return openAi.authorization(headers);
    }

    @Override
    public Refusal translate(Refusal refusal) {
        return "content_policy_violation".equals(refusal.code())
                ? new Refusal(
                        400,
                        "invalid_request_error",
                        FILTERED,
                        "prompt",
                        "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.")
                : refusal;
    }

    @Override
    public byte[] error(Refusal refusal, String requestId) {
        ObjectNode body = OpenAiErrorBody.tree(refusal);
        if (FILTERED.equals(refusal.code())) {
            body.withObject("/error")
                    .put("status", refusal.status())
                    .putObject("innererror")
                    .put("code", "ResponsibleAIPolicyViolation")
                    .putObject("content_filter_result")
                    .putObject("violence")
                    .put("filtered", true)
                    .put("severity", "medium");
        }
        return SimulatorJson.bytes(body);
    }

    @Override
    public String errorEvent(Refusal refusal) {
        return openAi.errorEvent(refusal);
    }

    @Override
    public Map<String, String> headers(Map<String, String> headers, String requestId) {
        String millis = headers.get("retry-after-ms");
        if (millis == null) {
            return headers;
        }
        Map<String, String> both = new HashMap<>(headers);
        both.put("retry-after", Long.toString(Math.ceilDiv(Long.parseLong(millis), 1_000)));
        return both;
    }
}
