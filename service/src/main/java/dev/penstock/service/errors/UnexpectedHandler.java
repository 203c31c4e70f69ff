package dev.penstock.service.errors;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Converts an unexpected exception into a 500 response; the details go to the log and not to the caller. */
@Singleton
public final class UnexpectedHandler implements ExceptionHandler<Throwable, HttpResponse<ErrorBody>> {
    private static final Logger log = LoggerFactory.getLogger(UnexpectedHandler.class);

    @Override
    @SuppressWarnings("rawtypes") // The interface's.
    public HttpResponse<ErrorBody> handle(HttpRequest request, Throwable failure) {
        Object id = request.getAttribute(RequestIdFilter.ATTRIBUTE).orElse("-");
        log.error("{} {} failed, {}", request.getMethodName(), request.getUri().getRawPath(), id, failure);
        return HttpResponse.<ErrorBody>status(HttpStatus.INTERNAL_SERVER_ERROR)
                .body(ErrorBody.of(ApiFailure.of(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "an internal error occurred; the server's log has its cause under this response's x-request-id",
                        "server_error",
                        null,
                        null)));
    }
}
