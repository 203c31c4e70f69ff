package dev.penstock.providers.openai;

import static dev.penstock.providers.openai.OutcomeTable.Meaning.BLOCKED;
import static dev.penstock.providers.openai.OutcomeTable.Meaning.LOST;
import static dev.penstock.providers.openai.OutcomeTable.Meaning.NOT_ALLOWED;
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
        /** The account may not make such calls: the model, or the endpoint; others go on. */
        NOT_ALLOWED,
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

        boolean says(String part) {
            return message.toLowerCase(Locale.ROOT).contains(part);
        }

        /** A message may repeat what a tenant wrote, but not at its beginning. */
        boolean begins(String start) {
            return message.toLowerCase(Locale.ROOT).startsWith(start);
        }
    }

    private record Row(Predicate<Sign> when, Meaning meaning) {}

    /**
     * Codes that mean that the account may not use a model. OpenAI: 403 or 404 with model_not_found ("Error codes"); Groq:
     * 403 with model_permission_blocked_… ("Model permissions"); Azure: 404 with DeploymentNotFound.
     */
    private static final Set<String> MODEL = Set.of(
            "model_not_found",
            "model_permission_blocked_org",
            "model_permission_blocked_project",
            "DeploymentNotFound");

    private static final Set<Integer> REJECTED = Set.of(400, 401, 403, 404);

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
            "mismatched_organization",
            // The server's own place, not the request's: OpenAI, "Error codes".
            "unsupported_country_region_territory");

    private static final Set<String> CONTENT =
            Set.of("content_filter", "content_policy_violation", "moderation_blocked", "ResponsibleAIPolicyViolation");
    private static final Set<String> RATE = Set.of("rate_limit_exceeded", "rate_limit_error", "too_many_requests");
    private static final Set<String> SERVER = Set.of("server_error", "internal_error", "service_unavailable");

    private static final List<Row> ROWS = List.of(
            new Row(OutcomeTable::isNotAllowed, NOT_ALLOWED),
            new Row(sign -> sign.status != 200 && sign.isNamed(ACCOUNT), BLOCKED),
            // Some providers send these with 401 or 403, although the request's text is at fault, not the key.
            new Row(sign -> sign.isNamed(CONTENT), REFUSED),
            // OpenAI sends 429 for a request that can never fit the quota, too.
            new Row(sign -> sign.status == 429 && sign.begins("request too large"), REFUSED),
            new Row(sign -> sign.status == 429 && sign.shouldRetry.equals("false"), BLOCKED),
            new Row(sign -> sign.status == 429, THROTTLED),
            new Row(sign -> sign.shouldRetry.equals("true"), LOST),
            // OpenRouter, "Errors": the balance is too small for this request; smaller ones may go on.
            new Row(sign -> sign.status == 402 && sign.says("can only afford"), REFUSED),
            new Row(sign -> sign.status == 402 && sign.begins("prompt tokens limit exceeded"), REFUSED),
            // Resellers send 402 when the balance is used up (DeepSeek, "Error Codes"); 407 comes from the company's
            // own proxy.
            new Row(sign -> Set.of(401, 402, 407).contains(sign.status), BLOCKED),
            // A 403 is about the request, if it does not say otherwise: moderation (OpenRouter, xAI), an endpoint's
            // firewall, a policy. One tenant's request must not close a pool for all.
            new Row(sign -> sign.status == 403 && isOfAccount(sign), BLOCKED),
            new Row(sign -> sign.status == 403, REFUSED),
            new Row(sign -> sign.shouldRetry.equals("false"), REFUSED),
            new Row(sign -> sign.status >= 500, LOST),
            new Row(sign -> Set.of(408, 409, 425).contains(sign.status), LOST),
            new Row(sign -> sign.status >= 300, REFUSED),
            // From here on: status 200 with an error as the body, as some gateways and /v1/responses send.
            new Row(sign -> sign.isNamed(RATE), THROTTLED),
            new Row(sign -> sign.isNamed(SERVER), LOST),
            new Row(sign -> true, REFUSED));

    private OutcomeTable() {}

    private static boolean isNotAllowed(Sign sign) {
        return REJECTED.contains(sign.status)
                && (sign.isNamed(MODEL)
                        || sign.says("not have access to model")
                        || sign.says("not have access to the model")
                        || sign.begins("the model ") && sign.says(" does not exist")
                        // A restricted key lacks the scope of this endpoint; it may have those of others.
                        || sign.says("missing scopes"));
    }

    /** Returns whether a 403 concerns all calls: OpenRouter's limit of a key, OpenAI's countries, Azure's network rules. */
    private static boolean isOfAccount(Sign sign) {
        return sign.begins("key limit exceeded")
                || sign.begins("country, region, or territory not supported")
                || sign.begins("access denied due to virtual network")
                || sign.begins("public access is disabled");
    }

    static Meaning meaning(Sign sign) {
        return ROWS.stream()
                .filter(row -> row.when.test(sign))
                .findFirst()
                .map(Row::meaning)
                .orElseThrow();
    }
}
