package dev.penstock.formats;

/** Error codes of invalid inputs, as in OpenAI's Batch API. */
public final class InputErrorCodes {
    public static final String INVALID_JSON_LINE = "invalid_json_line";
    public static final String INVALID_REQUEST = "invalid_request";
    public static final String DUPLICATE_CUSTOM_ID = "duplicate_custom_id";
    public static final String URL_MISMATCH = "url_mismatch";
    public static final String MODEL_NOT_FOUND = "model_not_found";
    public static final String EMPTY_BATCH = "empty_batch";
    public static final String TOO_MANY_TASKS = "too_many_tasks";

    private InputErrorCodes() {}
}
