package dev.penstock.service.errors;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** {@code {"error": {…}}}, of which OpenAI's clients want all four keys, null or not. */
public record ErrorBody(Detail error) {
    /**
     * What went wrong.
     *
     * @param type the kind, such as {@code invalid_request_error}
     * @param param the part of the request that is wrong
     * @param code for programs, such as {@code model_not_found}
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
