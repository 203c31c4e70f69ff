package dev.penstock.service.errors;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** The body of an error response, {@code {"error": {…}}}; OpenAI's clients expect all four keys, even when null. */
public record ErrorBody(Detail error) {
    /**
     * The details of an error.
     *
     * @param type the kind of error, such as {@code invalid_request_error}
     * @param param the part of the request that is wrong; null = not known
     * @param code the error code for programs, such as {@code model_not_found}; null = none
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Detail(
            String message,
            String type,
            @Nullable String param,
            @Nullable String code) {}

    static ErrorBody of(ApiFailure failure) {
        return new ErrorBody(
                new Detail(String.valueOf(failure.getMessage()), failure.type(), failure.param(), failure.code()));
    }
}
