package dev.penstock.service.errors;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** Converts an {@link ApiFailure} into an HTTP response in OpenAI's error format. */
@Singleton
public final class ApiFailureHandler implements ExceptionHandler<ApiFailure, HttpResponse<ErrorBody>> {
    @Override
    @SuppressWarnings("rawtypes") // The interface's.
    public HttpResponse<ErrorBody> handle(HttpRequest request, ApiFailure failure) {
        MutableHttpResponse<ErrorBody> response = HttpResponse.<ErrorBody>status(failure.status())
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .body(ErrorBody.of(failure));
        failure.retryAfter().ifPresent(wait -> {
            long seconds = Math.max(1, (wait.toMillis() + 999) / 1000);
            response.header(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        });
        if (!failure.isWorthRetrying()) {
            response.header("x-should-retry", "false");
        }
        return response;
    }
}
