package dev.penstock.client.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * An error that several dead letters of a batch have in common; their messages may differ in numbers.
 *
 * @param statusCode the HTTP status of the provider's response; null = there was no response
 * @param message the message of the first of them
 */
public record CommonError(
        long count,

        @JsonProperty("status_code") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        Integer statusCode,

        String code,
        String message) {
    /** Returns the error in a line for people. */
    public String text() {
        String status = statusCode == null || code.endsWith("" + statusCode) ? "" : statusCode + " ";
        return "%s%s: %s".formatted(status, code, message);
    }
}
