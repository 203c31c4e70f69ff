package dev.penstock.providers.wire;

import dev.penstock.contracts.Usage;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.wire.OutcomeTable.Body;
import dev.penstock.providers.wire.OutcomeTable.Meaning;
import dev.penstock.providers.wire.OutcomeTable.Sign;
import dev.penstock.store.Result;
import java.time.Instant;
import java.util.Locale;

/** Turns the sign of a response that is no answer into an outcome, the same way for all dialects. */
public final class ErrorOutcome {
    /** The retries of a call that brought something that cannot be read. */
    public static final int RETRIES_WHEN_UNREADABLE = 1;

    private ErrorOutcome() {}

    /** Returns the sign of an error. */
    public static Sign sign(int status, HeaderValues headers, ProviderError error, String body) {
        int reported = status < 300 ? statusOf(error, status) : status;
        String message = error.message().isBlank() ? withoutMessage(error, status) : error.message();
        if (error.message().isBlank() && !body.isBlank() && !body.startsWith("{")) {
            message += " and " + ErrorReason.describe(body);
        }
        return new Sign(
                reported,
                Body.ERROR,
                error.code(),
                error.type(),
                message,
                headers.find("x-should-retry").orElse("").strip().toLowerCase(Locale.ROOT));
    }

    /** Returns the sign of a good status with a body that is neither an answer nor an error. */
    public static Sign unreadable(int status, String body) {
        String message = "the provider answered %d with %s".formatted(status, ErrorReason.describe(body));
        return new Sign(status, Body.UNREADABLE, "invalid_response", "", message, "");
    }

    /** Returns the outcome that a table says a sign means. */
    public static Outcome of(
            Meaning meaning, String url, Sign sign, HeaderValues headers, Result.Response response, Instant now) {
        Result.Error error = new Result.Error(code(sign), sign.message());
        return switch (meaning) {
            case ANSWERED, EMPTY -> throw new IllegalArgumentException("an answer is no error");
            case UNREADABLE, MISREAD -> new Outcome.Unusable(response, Usage.NONE, error, RETRIES_WHEN_UNREADABLE);
            case REFUSED -> new Outcome.Refused(response, error);
            case NOT_ALLOWED ->
                new Outcome.Refused(response, new Result.Error(Outcome.Refused.NOT_ALLOWED, sign.message()));
            case FORBIDDEN ->
                new Outcome.Refused(
                        response, new Result.Error(error.code(), AddressHint.with(url, sign, headers)), true);
            case THROTTLED ->
                new Outcome.Throttled(
                        RetryAfter.ofThrottled(headers, response.body(), now),
                        response,
                        error,
                        RetryAfter.untilQuota(headers, response.body(), now));
            case LOST -> new Outcome.Lost(RetryAfter.of(headers, now), response, error);
            case BLOCKED -> new Outcome.Blocked(response, error);
        };
    }

    /** Returns the code of an error, its type if the code is a number or missing, its status, or {@code provider_error} if that was good. */
    public static String code(Sign sign) {
        if (!sign.code().isEmpty() && !sign.code().chars().allMatch(Character::isDigit)) {
            return sign.code();
        }
        if (!sign.type().isEmpty()) {
            return sign.type();
        }
        return sign.status() < 300 ? "provider_error" : "http_" + sign.status();
    }

    private static String withoutMessage(ProviderError error, int status) {
        if (status >= 300) {
            return "the provider answered with status " + status;
        }
        return "the provider answered %d with an error that has no message%s"
                .formatted(status, error.code().isEmpty() ? "" : " (code %s)".formatted(error.code()));
    }

    /** Returns the HTTP status that an error has as its code, as gateways send that pass on another's error. */
    private static int statusOf(ProviderError error, int status) {
        return error.code().matches("[45]\\d\\d") ? Integer.parseInt(error.code()) : status;
    }
}
