package dev.penstock.contracts.batch;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How an input is written; {@code auto} goes by the file's name and first line. */
public enum InputFormat {
    AUTO,
    /** OpenAI's Batch format: one request a line. */
    OPENAI,
    /** One JSON object a line, whose fields fill the prompt's template. */
    JSONL,
    CSV,
    /** One prompt a line. */
    TEXT;

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
