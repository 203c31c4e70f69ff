package dev.penstock.providers;

import java.time.Duration;

/** The sizes above which a provider's answers are given up: a broken provider may send without end. */
public final class AnswerLimits {
    /** The part of the heap that answers may take while they are read: 32 MiB of 512; with their JSON it is four times that. */
    private static final int HEAP_PART = 16;

    /** An answer up to this size takes this much of the memory for answers; a larger one takes {@link #ANSWER_BYTES}. */
    static final int LARGE_BYTES = 16 << 20;

    /** The memory that all answers of this process may take together while they are read; one of them has room at least. */
    static final long MEMORY_BYTES = Math.max(LARGE_BYTES, Runtime.getRuntime().maxMemory() / HEAP_PART);

    /**
     * The longest answer in bytes: 64 MiB, or what there is for all answers, if that is less. 128,000 tokens of text have half
     * a megabyte; 2,048 embeddings of 1,536 numbers, the most that OpenAI makes in a call, have 64, and 16 in Base64.
     */
    public static final int ANSWER_BYTES = (int) Math.min(64 << 20, MEMORY_BYTES);

    /** The longest event of a streamed answer, in bytes: 16 MiB. */
    public static final int EVENT_BYTES = LARGE_BYTES;

    /** The part of an error's body that is read, in bytes. */
    public static final int ERROR_BYTES = 64 << 10;

    /** The most bytes of all events of a streamed answer: 64 MiB. 128,000 tokens have 40, one event each. */
    public static final int STREAM_BYTES = 64 << 20;

    /** The most names, values, braces and brackets of an answer's JSON; 2,048 embeddings have 3.1 million numbers. */
    public static final int JSON_TOKENS = 4_000_000;

    /** Answers up to this size are read without asking whether there is memory, because nearly all of them are smaller. */
    static final int SMALL_BYTES = 64 << 10;

    /** An answer up to this size takes this much of the memory for answers; a larger one takes {@link #LARGE_BYTES}. */
    static final int MEDIUM_BYTES = 1 << 20;

    /** How long an answer waits for memory, while its provider waits to send the rest. */
    static final Duration MEMORY_TIMEOUT = Duration.ofMinutes(2);

    private AnswerLimits() {}
}
