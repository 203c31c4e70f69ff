package dev.penstock.activities.providerbatch;

import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.pool.AccountRejection;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.ProviderAccount;
import dev.penstock.providers.wire.BatchApi;
import dev.penstock.store.Result;
import dev.penstock.store.StoreUnavailableException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what the rejection of a file or a batch by the provider means for the workflow; the only place that does.
 *
 * @param account whose secrets are hidden; some providers repeat them, and a parser may uncover what was escaped
 */
record ApiFailures(String pool, ProviderAccount account) implements BatchApi.Errors {
    /** The failure type of a rejection after which the workflow only has to wait. */
    static final String TOKEN_LIMIT = "token_limit_exceeded";

    /** The failure type of an order that came before the provider's own parts knew of the uploaded file. */
    static final String FILE_NOT_READY = "file_not_ready";

    private static final String CREATE = "POST /batches";
    private static final Duration MIN_DELAY = Duration.ofSeconds(2);
    private static final List<String> NOT_READY = List.of(
            "not found",
            "does not exist",
            // Gemini's words for a file that it does not have, and for one that is still processed.
            "may not exist",
            "not in an active state",
            "pending",
            "not ready",
            "not been processed",
            "being processed",
            "still processing");

    private static final Set<Integer> UNKNOWN_URL = Set.of(404, 405, 501);

    @Override
    public RuntimeException refused(String call, int status, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Throttled throttled ->
                later(text(status, throttled.error()), throttled.retryAfter(), throttled.error());
            case Outcome.Lost lost -> later(text(status, lost.error()), lost.retryAfter(), lost.error());
            case Outcome.Blocked blocked
            when call.equals(CREATE) && isFileNotReady(blocked.error().message()) ->
                ApplicationFailure.newFailure(text(status, blocked.error()), FILE_NOT_READY);
            case Outcome.Blocked blocked -> hold(text(status, blocked.error()), blocked.error());
            case Outcome.Refused refused
            when call.equals(CREATE) && isFileNotReady(refused.error().message()) ->
                ApplicationFailure.newFailure(text(status, refused.error()), FILE_NOT_READY);
            case Outcome.Refused refused
            when UNKNOWN_URL.contains(status) && call.split("/").length == 2 ->
                ApplicationFailure.newNonRetryableFailure(
                        "pool %s has no batch API (%s was answered %s); use lane online, or a pool that has one"
                                .formatted(pool, call, text(status, refused.error())),
                        FailureTypes.NO_BATCH_LANE);
            case Outcome.Refused refused -> hold(text(status, refused.error()), refused.error());
            case Outcome.Answered answered ->
                later(call + " returned no readable answer", null, new Result.Error("invalid_response", ""));
            case Outcome.Unusable unusable -> later(call + " returned no readable answer", null, unusable.error());
        };
    }

    @Override
    public RuntimeException lost(Exception trouble, Outcome.Lost meaning) {
        if (trouble instanceof ApplicationFailure known) {
            return known;
        }
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof ActivityCompletionException stopped) {
                return stopped;
            }
            if (cause instanceof StoreUnavailableException full) {
                return full;
            }
        }
        Result.Error error = meaning.error();
        return later("pool %s: %s".formatted(pool, error.message()), null, error);
    }

    /** Returns whether the provider account has reached its limit of enqueued tokens. */
    static boolean isTokenLimit(String code, String message) {
        return code.equals(TOKEN_LIMIT) || message.toLowerCase(Locale.ROOT).contains("enqueued token limit");
    }

    /** Returns whether a provider does not know a file yet that was just uploaded, or still reads it. */
    static boolean isFileNotReady(String message) {
        String text = message.toLowerCase(Locale.ROOT);
        return text.contains("file") && NOT_READY.stream().anyMatch(text::contains);
    }

    private static ApplicationFailure later(String message, @Nullable Duration wait, Result.Error error) {
        ApplicationFailure.Builder failure = ApplicationFailure.newBuilder()
                .setMessage(message)
                .setType(isTokenLimit(error.code(), error.message()) ? TOKEN_LIMIT : FailureTypes.TRY_AGAIN);
        if (wait != null) {
            failure.setNextRetryDelay(wait.compareTo(MIN_DELAY) < 0 ? MIN_DELAY : wait);
        }
        return failure.build();
    }

    private ApplicationFailure hold(String message, Result.Error error) {
        String type = isTokenLimit(error.code(), error.message()) ? TOKEN_LIMIT : FailureTypes.HOLD;
        return ApplicationFailure.newNonRetryableFailure(AccountRejection.reason(pool, message), type);
    }

    private String text(int status, Result.Error error) {
        return account.withoutSecrets("%d %s: %s".formatted(status, error.code(), error.message()));
    }
}
