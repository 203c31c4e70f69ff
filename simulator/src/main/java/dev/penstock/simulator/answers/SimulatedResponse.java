package dev.penstock.simulator.answers;

import java.util.List;

/** A complete answer with its usage, ready to be sent. */
public sealed interface SimulatedResponse {
    BilledTokens usage();

    /** An answer in one JSON body. */
    @SuppressWarnings("ArrayRecordComponent") // The body is sent once and never compared, and copying costs time.
    record Whole(byte[] body, BilledTokens usage) implements SimulatedResponse {}

    /** An answer in server-sent events: one for each token and a few around these. */
    record Streamed(List<String> events, BilledTokens usage) implements SimulatedResponse {
        public Streamed {
            events = List.copyOf(events);
        }
    }
}
