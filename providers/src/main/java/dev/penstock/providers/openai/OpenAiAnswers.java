package dev.penstock.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.contracts.PrintableText;
import dev.penstock.providers.JsonText;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.openai.OutcomeTable.Sign;
import dev.penstock.store.Result;
import java.time.Instant;
import java.util.Locale;

/** Turns a provider's response into an outcome, by the {@link OutcomeTable}. */
final class OpenAiAnswers {
    private static final int LONGEST_MESSAGE = 500;

    private OpenAiAnswers() {}

    static Outcome read(int status, HeaderValues headers, String body, Instant now) {
        String requestId = headers.find("x-request-id").orElse("");
        JsonNode json = JsonText.parse(body);
        JsonNode error = json.path("error");
        boolean isJson = !json.isMissingNode();
        Result.Response response =
                new Result.Response(status, requestId, isJson ? JsonText.onOneLine(body) : JsonText.quote(body));
        boolean success = status >= 200 && status < 300;
        if (success && !json.isObject()) {
            return new Outcome.Lost(null, response, unreadable(body));
        }
        if (success && (error.isMissingNode() || error.isNull())) {
            return new Outcome.Answered(response, ReportedUsage.of(json));
        }
        Sign sign = sign(success ? error.path("code").asInt(status) : status, headers, json);
        return outcome(sign, response, headers, now);
    }

    private static Outcome outcome(Sign sign, Result.Response response, HeaderValues headers, Instant now) {
        Result.Error error = new Result.Error(code(sign), sign.message());
        return switch (OutcomeTable.meaning(sign)) {
            case REFUSED -> new Outcome.Refused(response, error);
            case NOT_ALLOWED ->
                new Outcome.Refused(response, new Result.Error(Outcome.Refused.NOT_ALLOWED, sign.message()));
            case FORBIDDEN -> new Outcome.Refused(response, error, true);
            case THROTTLED ->
                new Outcome.Throttled(RetryAfter.ofThrottled(headers, response.body(), now), response, error);
            case LOST -> new Outcome.Lost(RetryAfter.of(headers, now), response, error);
            case BLOCKED -> new Outcome.Blocked(response, error);
        };
    }

    private static Sign sign(int status, HeaderValues headers, JsonNode json) {
        JsonNode error = json.path("error");
        String message = error.isTextual()
                ? error.textValue()
                : error.path("message")
                        .asText(json.path("message").asText(json.path("detail").asText("")));
        return new Sign(
                status,
                error.path("code").asText("").replace("null", ""),
                error.path("type").asText("").replace("null", ""),
                shorten(message.isBlank() ? "the provider answered with status " + status : message),
                headers.find("x-should-retry").orElse("").strip().toLowerCase(Locale.ROOT));
    }

    private static String code(Sign sign) {
        if (!sign.code().isEmpty() && !sign.code().chars().allMatch(Character::isDigit)) {
            return sign.code();
        }
        return sign.type().isEmpty() ? "http_" + sign.status() : sign.type();
    }

    private static Result.Error unreadable(String body) {
        String what = body.isBlank() ? "an empty body" : "a body that is not a complete JSON object";
        return new Result.Error("invalid_response", "the provider answered 200 with " + what);
    }

    private static String shorten(String message) {
        return PrintableText.shortened(message.replaceAll("\\s+", " ").strip(), LONGEST_MESSAGE);
    }
}
