package dev.penstock.activities.completion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.call.CallReport;
import dev.penstock.activities.call.RetryRule;
import dev.penstock.activities.call.TryAgain;
import dev.penstock.activities.pool.Route;
import dev.penstock.contracts.Usage;
import dev.penstock.contracts.completion.CompletionResult;
import dev.penstock.providers.JsonText;
import dev.penstock.providers.Outcome;
import dev.penstock.store.Result;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns the end of a call into the completion's result, or into the failure that makes Temporal run the activity again. */
record CompletionAnswers(CompletionAttempt attempt, Route route, CompletionWait waiting) {
    CompletionResult of(CallReport report) {
        return switch (report) {
            case CallReport.Finished finished -> finished(finished.result());
            case CallReport.Retry retry -> retry(retry);
            case CallReport.Held held -> blocked(held.decision().outcome(), held.latency());
            case CallReport.CutOff cutOff -> throw TryAgain.after(RetryRule.MIN_DELAY, "the caller no longer waits");
            case CallReport.NotCalled notCalled -> unanswered(null, waiting.ended(), Duration.ZERO);
            case CallReport.Postponed postponed -> unanswered(null, waiting.ended(), postponed.atLeast());
            case CallReport.TooLarge tooLarge -> unanswered(null, tooLarge.error(), Duration.ZERO);
            case CallReport.Unsendable unsendable -> orLater(unanswered(null, unsendable.error(), Duration.ZERO));
            case CallReport.Unaffordable unaffordable ->
                DeclinedCompletion.refused(unaffordable.reason(), attempt.number());
            case CallReport.Unpriced unpriced ->
                DeclinedCompletion.unpriced(unpriced.budget(), attempt.body(), attempt.number());
            case CallReport.BudgetUnavailable unavailable ->
                orLater(DeclinedCompletion.unknown(unavailable.budget(), attempt.number()));
        };
    }

    /** Returns the result for a caller who waits; any other completion outlasts a moment in which none can be called. */
    private CompletionResult orLater(CompletionResult notNow) {
        Duration delay = RetryRule.delay(attempt.number(), Duration.ZERO);
        if (attempt.isAwaited() || delay.compareTo(attempt.left()) >= 0) {
            return notNow;
        }
        throw TryAgain.after(delay, notNow.body());
    }

    private CompletionResult finished(Result result) {
        Result.Response response = Objects.requireNonNull(result.response());
        Duration latency = Duration.ofMillis(result.latencyMs());
        if (result.error() != null) {
            return isForOperators(result.error(), response.statusCode())
                    ? unanswered(
                            null,
                            ClosedPool.notAllowed(attempt.body().path("model").asText("")),
                            latency)
                    : unanswered(response, result.error(), latency);
        }
        return new CompletionResult(
                response.statusCode(),
                response.body(),
                new Outcome.Answered(response, result.usage()).text().orElse(null),
                result.usage(),
                attempt.number(),
                latency.toMillis());
    }

    /** Only a 404 is about the model alone; other messages name the operator's project, or what its key may do. */
    private static boolean isForOperators(Result.Error error, int status) {
        return error.code().equals(Outcome.Refused.NOT_ALLOWED) && status != 404
                || error.message().toLowerCase(Locale.ROOT).contains("missing scopes");
    }

    /** Returns the result of a blocked call; a tenant may read it, be it at once or when it asks for a background response. */
    private CompletionResult blocked(Outcome.Blocked blocked, Duration latency) {
        return attempt.isOfTenant() && ClosedPool.isRejected(blocked)
                ? unanswered(null, ClosedPool.rejected(route.name(), blocked), latency)
                : unanswered(blocked.response(), blocked.error(), latency);
    }

    private CompletionResult retry(CallReport.Retry retry) {
        Outcome.Failed outcome = retry.decision().outcome();
        Duration delay = RetryRule.delay(attempt.number(), retry.decision().atLeast());
        boolean isUseless = switch (outcome) {
            case Outcome.Unusable unusable -> attempt.number() > unusable.retries();
            // An answer that broke off may be paid for each time, so it is not called for until the time is over.
            case Outcome.Lost lost -> hasBegun(lost.response()) && attempt.number() > RetryRule.RETRIES;
            default -> false;
        };
        if (isUseless || !attempt.canBeRepeated() || delay.plus(retry.latency()).compareTo(attempt.left()) >= 0) {
            return unanswered(outcome.response(), outcome.error(), retry.latency())
                    .withRetryAfter(delay);
        }
        throw TryAgain.after(
                delay, outcome.error().code() + ": " + outcome.error().message());
    }

    private static boolean hasBegun(Result.@Nullable Response response) {
        return response != null && response.statusCode() < 300;
    }

    private CompletionResult unanswered(Result.@Nullable Response response, Result.Error error, Duration latency) {
        int status = response == null || response.statusCode() < 300 ? 0 : response.statusCode();
        // A page, or an object without anything, says less than the error that was made of it.
        JsonNode said = JsonText.parse(response == null ? "" : response.body());
        if (response != null && status > 0 && said.isObject() && !said.isEmpty()) {
            return result(status, response.body(), latency);
        }
        ObjectNode body = JsonText.MAPPER.createObjectNode();
        body.putObject("error").put("code", error.code()).put("message", error.message());
        return result(status, body.toString(), latency);
    }

    private CompletionResult result(int status, String body, Duration latency) {
        return new CompletionResult(status, body, null, Usage.NONE, attempt.number(), latency.toMillis());
    }
}
