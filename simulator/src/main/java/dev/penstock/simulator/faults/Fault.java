package dev.penstock.simulator.faults;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A way in which a call can go wrong. */
public sealed interface Fault {
    /** Returns the fault's name in options and in {@code [[fail:…]]}. */
    String wireName();

    /** An error response in OpenAI's format. */
    record Refusal(
            int status,
            String type,
            @Nullable String code,
            @Nullable String param,
            String message) implements Fault {
        @Override
        public String wireName() {
            return code == null ? Integer.toString(status) : code;
        }
    }

    /** A fault other than a proper error response, or an answer that is cut short. */
    enum Quirk implements Fault {
        /** Never answers, and leaves the connection open. */
        HANG,
        /** Closes the connection before the first byte. */
        DROP,
        /** Closes the connection in the middle of the body. */
        CUT,
        /** Sends a complete HTTP response with half of the JSON, or a stream without its end. */
        TRUNCATE,
        /** Answers 200 with a body that is not JSON. */
        GARBAGE,
        /** Sends an error in the middle of a stream, or a 500 response if the call is not streamed. */
        STREAM_ERROR,
        /** Answers with finish reason {@code content_filter}. */
        FILTER,
        /** Answers with finish reason {@code length}. */
        LENGTH;

        @Override
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
