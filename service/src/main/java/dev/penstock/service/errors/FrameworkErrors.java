package dev.penstock.service.errors;

import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;

/** Converts Micronaut's own errors, such as unknown paths and invalid JSON, into OpenAI's error format. */
@Singleton
@Primary
public final class FrameworkErrors implements ErrorResponseProcessor<ErrorBody> {
    @Override
    public MutableHttpResponse<ErrorBody> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        HttpStatus status = response.status();
        String message = context.getErrors().stream().map(Error::getMessage).collect(Collectors.joining("; "));
        if (message.isEmpty()) {
            message = status.getReason() + ": " + context.getRequest().getMethodName() + " "
                    + context.getRequest().getPath();
        }
        String type = status.getCode() >= 500 ? "server_error" : "invalid_request_error";
        return response.contentType(MediaType.APPLICATION_JSON_TYPE)
                .body(ErrorBody.of(ApiFailure.of(status, message, type, null, null)));
    }
}
