package dev.penstock.simulator.http;

import dev.penstock.simulator.faults.Fault.Refusal;
import dev.penstock.simulator.faults.GeminiErrorBody;
import dev.penstock.simulator.json.SimulatorJson;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gemini's two formats: OpenAI's API takes the key as a bearer token and puts errors into arrays; Google's own takes it in
 * {@code x-goog-api-key} (google-genai's {@code ApiClient}), and its errors are objects. Neither announces limits.
 */
enum GeminiFormat implements WireFormat {
    COMPATIBLE,
    NATIVE;

    @Override
    public @Nullable String authorization(HttpHeaders headers) {
        if (this == COMPATIBLE) {
            return headers.get(HttpHeaderNames.AUTHORIZATION);
        }
        String key = headers.get("x-goog-api-key");
        return key == null ? null : "Bearer " + key;
    }

    @Override
    public Refusal translate(Refusal refusal) {
        return GeminiErrorBody.translate(refusal);
    }

    @Override
    public byte[] error(Refusal refusal, String requestId) {
        Object tree = GeminiErrorBody.tree(refusal);
        return SimulatorJson.bytes(this == COMPATIBLE ? List.of(tree) : tree);
    }

    @Override
    public String errorEvent(Refusal refusal) {
        return "data: [" + GeminiErrorBody.tree(refusal) + "]\n\n";
    }

    @Override
    public Map<String, String> headers(Map<String, String> headers, String requestId) {
        return Map.of();
    }
}
