package dev.penstock.store;

/**
 * The sizes above which text from outside is refused. A process has 512 MiB of heap and handles several texts at once, so
 * each limit bounds what one of them can take; every limit is checked before memory is taken.
 */
public final class SizeLimits {
    /**
     * The longest line of an input, in bytes: 8 MiB. A line is in memory about four times while it is planned: as text,
     * as JSON, and as the request made from it. OpenAI limits a batch's file to 200 MB, and not its lines
     * (platform.openai.com/docs/guides/batch).
     */
    public static final int LINE_BYTES = 8 << 20;

    /**
     * The longest line that is skipped, in bytes: 256 MiB, less than a second of reading. A file with a longer one is no
     * text, and could keep a reader busy for hours.
     */
    public static final int SKIPPED_LINE_BYTES = 256 << 20;

    /**
     * The most names, values, braces and brackets of one JSON text. A text of {@code {},{},…} needs 30 bytes of memory for
     * each of its bytes; with this limit it needs 30 MiB at most. OpenAI's largest request has 300,000 tokens to embed as
     * numbers (platform.openai.com/docs/api-reference/embeddings).
     */
    public static final int JSON_TOKENS = 400_000;

    /** How deep objects and arrays of a JSON text may be nested; each level takes some of the stack. */
    public static final int JSON_DEPTH = 200;

    /** The most characters of a number in a JSON text; reading a number takes the square of its length. */
    public static final int JSON_NUMBER_LETTERS = 1_000;

    /**
     * The most letters of a string in a JSON text that is read as a stream: 2 Mi, as many as a prompt may have. Such texts
     * are read in many requests at once.
     */
    public static final int STREAMED_STRING_LETTERS = 2 << 20;

    /** The largest file that a person writes, such as a configuration or a pipeline, in bytes: 3 MiB. */
    public static final int TEXT_FILE_BYTES = 3 << 20;

    private SizeLimits() {}
}
