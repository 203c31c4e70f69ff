package dev.penstock.simulator.answers;

import java.util.List;

/** A whole answer, ready to be sent. */
public sealed interface SimulatedResponse {
    BilledTokens usage();

    /** One JSON body. */
    @SuppressWarnings("ArrayRecordComponent") // Sent once and never compared; a copy would cost.
    record Whole(byte[] body, BilledTokens usage) implements SimulatedResponse {}

    /** Server-sent events, one for each token and some around them; the last is {@code [DONE]}. */
    record Streamed(List<String> events, BilledTokens usage) implements SimulatedResponse {
        public Streamed {
            events = List.copyOf(events);
        }
    }
}
