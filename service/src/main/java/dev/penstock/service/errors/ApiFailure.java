package dev.penstock.service.errors;

import io.micronaut.http.HttpStatus;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that cannot be answered as asked; says so with OpenAI's status, type and code. */
public final class ApiFailure extends RuntimeException {
    private static final String INVALID = "invalid_request_error";
    // More than a minute makes OpenAI's clients for Python and Node give up or guess.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

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
        super(message);
        this.status = status;
        this.type = type;
        this.param = param;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /** 400: something in the request is wrong. */
    public static ApiFailure invalid(String message, @Nullable String param, @Nullable String code) {
        return of(HttpStatus.BAD_REQUEST, message, INVALID, param, code);
    }

    /** 401: no key, or one that nobody has. */
    public static ApiFailure unauthorized(String message) {
        return of(HttpStatus.UNAUTHORIZED, message, INVALID, null, "invalid_api_key");
    }

    /** 404, also for what belongs to somebody else. */
    public static ApiFailure notFound(String message, @Nullable String param) {
        return of(HttpStatus.NOT_FOUND, message, INVALID, param, "not_found");
    }

    /** Any other. */
    public static ApiFailure of(
            HttpStatus status, String message, String type, @Nullable String param, @Nullable String code) {
        return new ApiFailure(status, message, type, param, code, null);
    }

    /** 429 or 503: the same again later. */
    public static ApiFailure later(HttpStatus status, String message, String code, Duration wait) {
        String type = status == HttpStatus.TOO_MANY_REQUESTS ? "requests" : "server_error";
        return new ApiFailure(
                status, message, type, null, code, wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
    }

    /** 429 of which trying again soon is no use. */
    public static ApiFailure spent(String message, String code) {
        return of(HttpStatus.TOO_MANY_REQUESTS, message, "insufficient_quota", null, code);
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

    /** Whether clients should try by themselves; they do for any 429 unless they are told. */
    public boolean isWorthRetrying() {
        return status != HttpStatus.TOO_MANY_REQUESTS || retryAfter != null;
    }

    /** At most a minute; empty when trying again is no use, or nobody knows when. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
