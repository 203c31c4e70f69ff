package dev.penstock.service.errors;

import dev.penstock.contracts.PrintableText;
import io.micronaut.http.HttpStatus;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thrown when an API request fails; carries the HTTP status, type and code of OpenAI's error format. */
public final class ApiFailure extends RuntimeException {
    private static final String INVALID = "invalid_request_error";
    // With a Retry-After of more than a minute, OpenAI's Python and Node clients give up or choose a delay of their
    // own.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final int LONGEST_MESSAGE = 2000;

    private final HttpStatus status;
    private final String type;
    private final @Nullable String param;
    private final @Nullable String code;
    private final @Nullable Duration retryAfter;

    private ApiFailure(
            HttpStatus status,
            String message,
            String type,
            @Nullable String param,
            @Nullable String code,
            @Nullable Duration retryAfter) {
        super(shortened(message));
        this.status = status;
        this.type = type;
        this.param = param == null ? null : shortened(param);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /** Returns a 400 error: the request is invalid. */
    public static ApiFailure invalid(String message, @Nullable String param, @Nullable String code) {
        return of(HttpStatus.BAD_REQUEST, message, INVALID, param, code);
    }

    /** Returns a 401 error: the request has no API key, or an unknown one. */
    public static ApiFailure unauthorized(String message) {
        return of(HttpStatus.UNAUTHORIZED, message, INVALID, null, "invalid_api_key");
    }

    /** Returns a 404 error: the object does not exist, or belongs to another tenant. */
    public static ApiFailure notFound(String message, @Nullable String param) {
        return of(HttpStatus.NOT_FOUND, message, INVALID, param, "not_found");
    }

    /** Returns an error with any status, type and code. */
    public static ApiFailure of(
            HttpStatus status, String message, String type, @Nullable String param, @Nullable String code) {
        return new ApiFailure(status, message, type, param, code, null);
    }

    /** Returns a 429 or 503 error that asks the client to retry after this wait, which is cut to a minute. */
    public static ApiFailure later(HttpStatus status, String message, String code, Duration wait) {
        String type = status == HttpStatus.TOO_MANY_REQUESTS ? "requests" : "server_error";
        return new ApiFailure(
                status, message, type, null, code, wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
    }

    /** Returns a 429 error that tells the client not to retry. */
    public static ApiFailure spent(String message, String code) {
        return of(HttpStatus.TOO_MANY_REQUESTS, message, "insufficient_quota", null, code);
    }

    /** Shortens a text that repeats what the caller has sent, which may be megabytes. */
    private static String shortened(String text) {
        return PrintableText.shortened(text, LONGEST_MESSAGE);
    }

    public HttpStatus status() {
        return status;
    }

    public String type() {
        return type;
    }

    public @Nullable String param() {
        return param;
    }

    public @Nullable String code() {
        return code;
    }

    /** Whether clients may retry automatically; OpenAI's clients retry every 429 response unless told otherwise. */
    public boolean isWorthRetrying() {
        return status != HttpStatus.TOO_MANY_REQUESTS || retryAfter != null;
    }

    /** Returns the wait before a retry, at most a minute; empty when a retry is useless, or the wait is not known. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
