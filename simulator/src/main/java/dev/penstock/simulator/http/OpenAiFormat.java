package dev.penstock.simulator.http;

import dev.penstock.simulator.faults.Fault.Refusal;
import dev.penstock.simulator.faults.OpenAiErrorBody;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** OpenAI's format. */
final class OpenAiFormat implements WireFormat {
    @Override
    public @Nullable String authorization(HttpHeaders headers) {
        return headers.get(HttpHeaderNames.AUTHORIZATION);
    }

    @Override
    public Refusal translate(Refusal refusal) {
        return refusal;
    }

    @Override
    public byte[] error(Refusal refusal, String requestId) {
        return OpenAiErrorBody.of(refusal);
    }

    @Override
    public String errorEvent(Refusal refusal) {
        return "data: " + OpenAiErrorBody.tree(refusal) + "\n\n";
    }

    @Override
    public Map<String, String> headers(Map<String, String> headers, String requestId) {
        return headers;
    }
}
