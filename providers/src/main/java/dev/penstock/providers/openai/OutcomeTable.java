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

/** The one place that says which answer of a provider means what. The first row that fits decides. */
final class OutcomeTable {
    /** What an answer that brings no completion means; see {@link Outcome}. */
    enum Meaning {
        REFUSED,
        THROTTLED,
        LOST,
        BLOCKED
    }

    /**
     * What can be seen of such an answer.
     *
     * @param shouldRetry {@code x-should-retry}: true, false or empty
     */
    record Sign(int status, String code, String type, String message, String shouldRetry) {
        boolean isNamed(Set<String> names) {
            return names.contains(code) || names.contains(type);
        }
    }

    private record Row(Predicate<Sign> when, Meaning meaning) {}

    /** A person has to pay, or to mend the account or its key. */
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
            // Also said with 401 or 403 by some; the request's text is at fault, not the key.
            new Row(sign -> sign.isNamed(CONTENT), REFUSED),
            // OpenAI says 429 to a request that can never fit the quota.
            new Row(
                    sign -> sign.status == 429
                            && sign.message.toLowerCase(Locale.ROOT).startsWith("request too large"),
                    REFUSED),
            new Row(sign -> sign.status == 429 && sign.shouldRetry.equals("false"), BLOCKED),
            new Row(sign -> sign.status == 429, THROTTLED),
            new Row(sign -> sign.shouldRetry.equals("true"), LOST),
            // 402 is what resellers say when the balance is used up; 407 is the company's own proxy.
            new Row(sign -> Set.of(401, 402, 403, 407).contains(sign.status), BLOCKED),
            new Row(sign -> sign.shouldRetry.equals("false"), REFUSED),
            new Row(sign -> sign.status >= 500, LOST),
            new Row(sign -> Set.of(408, 409, 425).contains(sign.status), LOST),
            new Row(sign -> sign.status >= 300, REFUSED),
            // From here on 200 with an error for a body, as some gateways and /v1/responses say it.
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
