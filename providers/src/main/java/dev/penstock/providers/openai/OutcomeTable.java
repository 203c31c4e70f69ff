package dev.penstock.providers.openai;

import static dev.penstock.providers.openai.OutcomeTable.Meaning.BLOCKED;
import static dev.penstock.providers.openai.OutcomeTable.Meaning.LOST;
import static dev.penstock.providers.openai.OutcomeTable.Meaning.REFUSED;
import static dev.penstock.providers.openai.OutcomeTable.Meaning.THROTTLED;

import dev.penstock.providers.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** The table that maps a provider's error responses to their meaning; the first matching row decides. */
final class OutcomeTable {
    /** The meaning of a response without a completion; see {@link Outcome}. */
    enum Meaning {
        REFUSED,
        THROTTLED,
        LOST,
        BLOCKED
    }

    /**
     * The facts of an error response that decide its meaning.
     *
     * @param shouldRetry the header {@code x-should-retry}: true, false or empty
     */
    record Sign(int status, String code, String type, String message, String shouldRetry) {
        boolean isNamed(Set<String> names) {
            return names.contains(code) || names.contains(type);
        }
    }

    private record Row(Predicate<Sign> when, Meaning meaning) {}

    /** Codes that mean that a person has to pay, or to fix the account or its key. */
    private static final Set<String> ACCOUNT = Set.of(
            "insufficient_quota",
            "billing_hard_limit_reached",
            "billing_not_active",
            "account_deactivated",
            "access_terminated",
            "invalid_api_key",
            "incorrect_api_key_provided",
            "invalid_organization",
            "mismatched_organization");

    private static final Set<String> CONTENT =
            Set.of("content_filter", "content_policy_violation", "moderation_blocked", "ResponsibleAIPolicyViolation");
    private static final Set<String> RATE = Set.of("rate_limit_exceeded", "rate_limit_error", "too_many_requests");
    private static final Set<String> SERVER = Set.of("server_error", "internal_error", "service_unavailable");

    private static final List<Row> ROWS = List.of(
            new Row(sign -> sign.status != 200 && sign.isNamed(ACCOUNT), BLOCKED),
            // Some providers send these with 401 or 403, although the request's text is at fault, not the key.
            new Row(sign -> sign.isNamed(CONTENT), REFUSED),
            // OpenAI sends 429 for a request that can never fit the quota, too.
            new Row(
                    sign -> sign.status == 429
                            && sign.message.toLowerCase(Locale.ROOT).startsWith("request too large"),
                    REFUSED),
            new Row(sign -> sign.status == 429 && sign.shouldRetry.equals("false"), BLOCKED),
            new Row(sign -> sign.status == 429, THROTTLED),
            new Row(sign -> sign.shouldRetry.equals("true"), LOST),
            // Resellers send 402 when the balance is used up; 407 comes from the company's own proxy.
            new Row(sign -> Set.of(401, 402, 403, 407).contains(sign.status), BLOCKED),
            new Row(sign -> sign.shouldRetry.equals("false"), REFUSED),
            new Row(sign -> sign.status >= 500, LOST),
            new Row(sign -> Set.of(408, 409, 425).contains(sign.status), LOST),
            new Row(sign -> sign.status >= 300, REFUSED),
            // From here on: status 200 with an error as the body, as some gateways and /v1/responses send.
            new Row(sign -> sign.isNamed(RATE), THROTTLED),
            new Row(sign -> sign.isNamed(SERVER), LOST),
            new Row(sign -> true, REFUSED));

    private OutcomeTable() {}

    static Meaning meaning(Sign sign) {
        return ROWS.stream()
                .filter(row -> row.when.test(sign))
                .findFirst()
                .map(Row::meaning)
                .orElseThrow();
    }
}
