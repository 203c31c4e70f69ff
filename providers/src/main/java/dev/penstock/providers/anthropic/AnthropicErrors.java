package dev.penstock.providers.anthropic;

import static dev.penstock.providers.wire.OutcomeTable.Meaning.BLOCKED;
import static dev.penstock.providers.wire.OutcomeTable.Meaning.LOST;
import static dev.penstock.providers.wire.OutcomeTable.Meaning.NOT_ALLOWED;

import dev.penstock.providers.wire.OutcomeTable;
import dev.penstock.providers.wire.OutcomeTable.Body;
import dev.penstock.providers.wire.OutcomeTable.Row;
import java.util.List;
import java.util.Set;

/**
 * The meanings of Anthropic's errors where the shared table does not have them (platform.claude.com/docs/en/api/errors). Shared are 400 and 413
 * (refused), 401 and 402 (blocked), 403, 429 (throttled), 500, 504 and 529 {@code overloaded_error} (lost).
 */
final class AnthropicErrors {
    /** In a stream that has begun with status 200, the type alone says what happened. */
    private static final Set<String> FAILED_IN_STREAM = Set.of("api_error", "timeout_error", "overloaded_error");

    static final OutcomeTable TABLE = OutcomeTable.with(List.of(
            // "model: claude-nine"
            new Row(sign -> sign.body() == Body.ERROR && sign.status() == 404 && sign.begins("model:"), NOT_ALLOWED),
            // The workspace's own limit of money; the message says when it is over.
            new Row(
                    sign -> sign.body() == Body.ERROR
                            && sign.status() == 400
                            && sign.begins("you have reached your specified api usage limits"),
                    BLOCKED),
            new Row(
                    sign -> sign.body() == Body.ERROR && sign.status() == 200 && sign.isNamed(FAILED_IN_STREAM),
                    LOST)));

    private AnthropicErrors() {}
}
