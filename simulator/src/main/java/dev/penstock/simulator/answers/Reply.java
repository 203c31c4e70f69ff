package dev.penstock.simulator.answers;

import java.util.List;

/** A whole answer, ready to be sent. */
public sealed interface Reply {
    Usage usage();

    /** One JSON body. */
    @SuppressWarnings("ArrayRecordComponent") // Sent once and never compared; a copy would cost.
    record Whole(byte[] body, Usage usage) implements Reply {}

    /** Server-sent events, one for each token and some around them; the last is {@code [DONE]}. */
    record Streamed(List<String> events, Usage usage) implements Reply {
        public Streamed {
            events = List.copyOf(events);
        }
    }
}
