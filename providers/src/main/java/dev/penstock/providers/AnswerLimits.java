package dev.penstock.providers;

import java.time.Duration;

/** The sizes above which a provider's answers are given up: a broken provider may send without end. */
public final class AnswerLimits {
    /**
     * The longest answer, or event of a streamed one, in bytes: 16 MiB. 128,000 tokens of text have half a megabyte; 2,048
     * embeddings in Base64, the most that OpenAI makes in a call, have 16.
     */
    public static final int ANSWER_BYTES = 16 << 20;

    /** The most bytes of all events of a streamed answer: 64 MiB. 128,000 tokens have 40, one event each. */
    public static final int STREAM_BYTES = 64 << 20;

    /** The most names, values, braces and brackets of an answer's JSON; a thousand embeddings have 1.5 million numbers. */
    public static final int JSON_TOKENS = 2_000_000;

    /** Answers up to this size are read without asking whether there is memory, because nearly all of them are smaller. */
    static final int SMALL_BYTES = 64 << 10;

    /** An answer up to this size takes this much of the memory for answers; a larger one takes {@link #ANSWER_BYTES}. */
    static final int MEDIUM_BYTES = 1 << 20;

    /** The part of the heap that answers may take while they are read: 32 MiB of 512; with their JSON it is four times that. */
    static final int HEAP_PART = 16;

    /** How long an answer waits for memory, while its provider waits to send the rest. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private AnswerLimits() {}
}
