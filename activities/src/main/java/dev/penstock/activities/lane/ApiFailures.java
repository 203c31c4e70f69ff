package dev.penstock.activities.lane;

import com.openai.core.http.HttpResponse;
import dev.penstock.activities.llm.Outcome;
import dev.penstock.activities.llm.PoolConfig;
import dev.penstock.activities.llm.ProviderConnection;
import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.pool.AccountRejection;
import dev.penstock.store.Result;
import dev.penstock.store.StoreFullException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The one place that says what a provider's refusal of a file or a batch means for the workflow. */
final class ApiFailures {
    /** Of a refusal that only asks for patience. */
    static final String TOKEN_LIMIT = "token_limit_exceeded";

    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Set<Integer> UNKNOWN_URL = Set.of(404, 405, 501);

    private ApiFailures() {}

    static ApplicationFailure of(PoolConfig config, String call, HttpResponse response, String body) {
        Outcome outcome = ProviderConnection.meaning(response, body);
        return switch (outcome) {
            case Outcome.Throttled throttled ->
                later(text(config, throttled.error(), response), throttled.retryAfter(), throttled.error());
            case Outcome.Lost lost -> later(text(config, lost.error(), response), lost.retryAfter(), lost.error());
            case Outcome.Blocked blocked -> hold(config, text(config, blocked.error(), response), blocked.error());
            case Outcome.Refused refused
            when UNKNOWN_URL.contains(response.statusCode()) && call.split("/").length == 2 ->
                ApplicationFailure.newNonRetryableFailure(
                        "pool %s has no batch API: %s was answered %s"
                                .formatted(config.name(), call, text(config, refused.error(), response)),
                        FailureTypes.NO_BATCH_LANE);
            case Outcome.Refused refused -> hold(config, text(config, refused.error(), response), refused.error());
            case Outcome.Answered answered ->
                later(call + " brought nothing to read", null, new Result.Error("invalid_response", ""));
            case Outcome.Unusable unusable -> later(call + " brought nothing to read", null, unusable.error());
        };
    }

    static RuntimeException lost(PoolConfig config, Exception trouble) {
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof ActivityCompletionException stopped) {
                return stopped;
            }
            if (cause instanceof StoreFullException full) {
                return full;
            }
        }
        Result.Error error = ProviderConnection.lost(trouble, config).error();
        return later("pool %s: %s".formatted(config.name(), error.message()), null, error);
    }

    /** Whether the account may have no more tokens waiting just now. */
    static boolean isTokenLimit(String code, String message) {
        return code.equals(TOKEN_LIMIT)
                || message.toLowerCase(java.util.Locale.ROOT).contains("enqueued token limit");
    }

    private static ApplicationFailure later(String message, @Nullable Duration wait, Result.Error error) {
        ApplicationFailure.Builder failure = ApplicationFailure.newBuilder()
                .setMessage(message)
                .setType(isTokenLimit(error.code(), error.message()) ? TOKEN_LIMIT : FailureTypes.TRY_AGAIN);
        if (wait != null) {
            failure.setNextRetryDelay(wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait);
        }
        return failure.build();
    }

    private static ApplicationFailure hold(PoolConfig config, String message, Result.Error error) {
        String type = isTokenLimit(error.code(), error.message()) ? TOKEN_LIMIT : FailureTypes.HOLD;
        return ApplicationFailure.newNonRetryableFailure(AccountRejection.reason(config.name(), message), type);
    }

    private static String text(PoolConfig config, Result.Error error, HttpResponse response) {
        return ProviderConnection.withoutSecrets(
                config, "%d %s: %s".formatted(response.statusCode(), error.code(), error.message()));
    }
}
