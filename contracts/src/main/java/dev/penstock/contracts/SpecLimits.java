package dev.penstock.contracts;

/** The sizes above which the values of a specification are refused; Temporal refuses arguments of two megabytes and more. */
public final class SpecLimits {
    /** The most letters of a name, such as that of a model, a pool or an endpoint. */
    public static final int NAME_LETTERS = 256;

    /** The most letters of the input's URI; paths of most file systems have 4,096 bytes at most. */
    public static final int URI_LETTERS = 8_192;

    /** The most letters of a template or a system prompt: about 250,000 tokens. */
    public static final int PROMPT_LETTERS = 1 << 20;

    /** The most stages of a pipeline: each request makes as many calls, one after another, and has a folder for each. */
    public static final int STAGES = 50;

    /** The most pools that a batch may use. */
    public static final int POOLS = 1_000;

    /** The most models, or patterns of models, that a specification names of one pool. */
    public static final int MODELS = 1_000;

    private static final int SHOWN = 80;

    private SpecLimits() {}

    /** Returns the beginning of a value for a message, which is part of a history and shown to people. */
    public static String shown(Object value) {
        return PrintableText.shortened(String.valueOf(value), SHOWN);
    }
}
