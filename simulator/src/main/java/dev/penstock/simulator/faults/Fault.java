package dev.penstock.simulator.faults;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One way for a call to go wrong. */
public sealed interface Fault {
    /** The name used in options and in {@code [[fail:…]]}. */
    String wireName();

    /** An error answer in OpenAI's format. */
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

    /** Anything worse than an honest error answer, and answers that are cut short. */
    enum Quirk implements Fault {
        /** Never answers, and leaves the connection open. */
        HANG,
        /** Closes the connection before the first byte. */
        DROP,
        /** Closes the connection in the middle of the body. */
        CUT,
        /** A complete HTTP answer with half of the JSON; a stream without its end. */
        TRUNCATE,
        /** 200 with a body that is no JSON. */
        GARBAGE,
        /** An error in the middle of a stream; a 500 where there is no stream. */
        STREAM_ERROR,
        /** Answers with finish_reason content_filter. */
        FILTER,
        /** Answers with finish_reason length. */
        LENGTH;

        @Override
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
