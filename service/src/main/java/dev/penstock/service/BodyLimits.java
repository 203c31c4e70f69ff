package dev.penstock.service;

import java.time.Duration;

/** The sizes above which requests are refused, in bytes unless a name says otherwise, and how slowly they may arrive. */
public final class BodyLimits {
    /** The largest file, 512 MiB as at OpenAI, plus the form around it; streamed to the store. */
    public static final long UPLOAD = 520L << 20;

    /** The memory of an upload: the form's buffer and the file's. */
    public static final long UPLOAD_MEMORY = 2 * (128L << 10);

    /** The largest body of {@code POST /batch}; streamed to the store prompt by prompt. */
    public static final long PROMPTS = 32L << 20;

    /** The most prompts of {@code POST /batch}: OpenAI takes 50,000 in a batch, and a larger set is better a file. */
    public static final int MOST_PROMPTS = 500_000;

    /** The largest body of a completion, which becomes an argument of its workflow; Temporal limits these to two megabytes. */
    public static final int COMPLETION = 1_900_000;

    /** The largest other body, and the options of {@code POST /batch} together; they become an argument of a workflow, too. */
    public static final int OPTIONS = 1 << 20;

    /** The largest message of a WebSocket, over all its fragments. */
    public static final int MESSAGE = 1 << 20;

    /** The memory that each JSON token of a body needs: half of an empty object. */
    public static final int TOKEN_MEMORY = 45;

    /** The most memory of a body that is streamed: that of a long prompt, which is in memory as text and as bytes. */
    public static final long STREAM_MEMORY = 8L << 20;

    /** How often a short body that is streamed is in memory at most: as bytes, as text and as what is written of it. */
    public static final int STREAM_COPIES = 4;

    /**
     * The part of the heap that the bodies of all requests in progress may take: 32 MiB of 512. A completion's body is in
     * memory about six times: as text, as JSON, as the argument of a workflow and of an activity, and in what is sent.
     */
    public static final int HEAP_PART = 16;

    /** The part of that memory that the requests of one tenant may take, so that others are served beside them. */
    public static final int TENANT_PART = 2;

    /** How long a request waits for memory before it is refused. */
    public static final Duration MEMORY_TIMEOUT = Duration.ofSeconds(2);

    /** How long a client may take to send the headers of a request, once it has begun or connected. */
    public static final Duration HEADERS = Duration.ofSeconds(30);

    /** How long a body may take in any case, and how many bytes it has to bring in each further second. */
    public static final Duration BODY_GRACE = Duration.ofSeconds(30);

    public static final int SLOWEST_BYTES_A_SECOND = 1_024;

    /** How long a body may take that comes more slowly than a slow line brings it, because it holds memory meanwhile. */
    public static final Duration SLOW_BODY = Duration.ofMinutes(10);

    public static final int SLOW_LINE_BYTES_A_SECOND = 64 << 10;

    /**
     * The most bytes of a body that are passed over after the request was refused: all of a {@link #PROMPTS} that is too
     * long, so that most clients get to read why; a body may have no end.
     */
    public static final long IGNORED = 40L << 20;

    private BodyLimits() {}
}
