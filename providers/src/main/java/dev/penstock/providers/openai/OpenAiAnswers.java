package dev.penstock.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.contracts.Usage;
import dev.penstock.providers.JsonText;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.openai.OutcomeTable.Body;
import dev.penstock.providers.openai.OutcomeTable.Sign;
import dev.penstock.store.Result;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Turns a provider's response into an outcome, by the {@link OutcomeTable}. */
public final class OpenAiAnswers {
    /** The retries of a call that brought something that cannot be read. */
    private static final int WHEN_UNREADABLE = 1;

    private OpenAiAnswers() {}

    /**
     * Returns the outcome of a response that was recorded earlier, in a provider's batch or in a cache.
     *
     * @param url the request's path, such as {@code /v1/chat/completions}
     */
    public static Outcome meaning(String url, Result.Response response) {
        HeaderValues headers = name -> Optional.of(response.requestId()).filter(id -> name.equals("x-request-id"));
        return read(url, response.statusCode(), headers, response.body(), Instant.now());
    }

    /**
     * Returns the outcome of a response.
     *
     * @param url the request's path; empty for calls that are no completions
     */
    static Outcome read(String url, int status, HeaderValues headers, String received, Instant now) {
        JsonNode parsed = JsonText.parse(received);
        Optional<String> mended = parsed.isMissingNode() ? JsonText.mended(received) : Optional.empty();
        String body = mended.orElse(received);
        JsonNode json = mended.map(JsonText::parse).orElse(parsed);
        Result.Response response = new Result.Response(
                status,
                headers.find("x-request-id").orElse(""),
                json.isMissingNode() ? JsonText.quote(body) : JsonText.onOneLine(body));
        boolean isError = status < 200 || status >= 300 || ProviderError.isIn(json);
        AnswerContent content = isError || !json.isObject() ? null : AnswerContent.of(url, json);
        Sign sign = isError
                ? error(status, headers, ProviderError.of(json), body)
                : content == null ? unreadable(status, body) : sign(status, content);
        int retries = content == null ? WHEN_UNREADABLE : content.retries;
        return outcome(url, sign, response, retries, headers, json, now);
    }

    private static Outcome outcome(
            String url,
            Sign sign,
            Result.Response response,
            int retries,
            HeaderValues headers,
            JsonNode json,
            Instant now) {
        Usage usage = ReportedUsage.of(json);
        Result.Error error = new Result.Error(code(sign), sign.message());
        return switch (OutcomeTable.meaning(sign)) {
            case ANSWERED -> new Outcome.Answered(response, usage);
            case EMPTY -> new Outcome.Unusable(response, usage, error, retries);
            case UNREADABLE, MISREAD -> new Outcome.Unusable(response, Usage.NONE, error, WHEN_UNREADABLE);
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

    private static Sign unreadable(int status, String body) {
        String message = "the provider answered %d with %s".formatted(status, ErrorReason.describe(body));
        return new Sign(status, Body.UNREADABLE, "invalid_response", "", message, "");
    }

    private static Sign sign(int status, AnswerContent content) {
        return content == AnswerContent.ANSWER
                ? new Sign(status, Body.ANSWER, "", "", "", "")
                : new Sign(status, Body.EMPTY_ANSWER, content.code(), "", content.message, "");
    }

    private static Sign error(int status, HeaderValues headers, ProviderError error, String body) {
        int reported = status < 300 ? statusOf(error, status) : status;
        String message = error.message().isBlank() ? "the provider answered with status " + status : error.message();
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

    /** Returns the HTTP status that an error has as its code, as gateways send that pass on another's error. */
    private static int statusOf(ProviderError error, int status) {
        return error.code().matches("[45]\\d\\d") ? Integer.parseInt(error.code()) : status;
    }

    private static String code(Sign sign) {
        if (!sign.code().isEmpty() && !sign.code().chars().allMatch(Character::isDigit)) {
            return sign.code();
        }
        return sign.type().isEmpty() ? "http_" + sign.status() : sign.type();
    }
}
