package dev.penstock.providers.wire;

/** Thrown for a request that a provider cannot get in its dialect; the message is a sentence that names the field. */
public final class UntranslatableRequestException extends RuntimeException {
    /** The error's code of such a request. */
    public static final String CODE = "unsupported_parameter";

    private static final long serialVersionUID = 1;

    private final String field;

    /**
     * @param field the field in the request, such as {@code logit_bias} or {@code messages[2].content[0]}
     */
    public UntranslatableRequestException(String field, String message) {
        super(message);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
