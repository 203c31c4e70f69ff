package dev.penstock.simulator.http;

import dev.penstock.simulator.faults.Fault.Refusal;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The differences between the providers that the simulator stands for: keys, errors and headers. */
interface WireFormat {
    /** Returns the key of a request as OpenAI's {@code Authorization} header would have it; null = none. */
    @Nullable
    String authorization(HttpHeaders headers);

    /** Returns an error as this provider sends it. */
    Refusal translate(Refusal refusal);

    byte[] error(Refusal refusal, String requestId);

    /** Returns an error in the middle of a stream, as an event. */
    String errorEvent(Refusal refusal);

    /**
     * Returns the headers of a response.
     *
     * @param headers with the quota in OpenAI's headers
     */
    Map<String, String> headers(Map<String, String> headers, String requestId);
}
