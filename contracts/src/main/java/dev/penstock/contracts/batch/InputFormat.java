package dev.penstock.contracts.batch;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The format of an input; {@code auto} decides by the file's name and first line. */
public enum InputFormat {
    AUTO,
    /** OpenAI's Batch format: one request per line. */
    OPENAI,
    /** One JSON object per line, whose fields fill the prompt's template. */
    JSONL,
    CSV,
    /** One prompt per line. */
    TEXT;

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
