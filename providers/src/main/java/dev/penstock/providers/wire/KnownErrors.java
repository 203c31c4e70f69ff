package dev.penstock.providers.wire;

import java.util.Set;

/** The codes, and the parts of messages in small letters, by which providers name their errors. */
final class KnownErrors {
    /**
     * Codes that mean that the account may not use a model. OpenAI: 403 or 404 with model_not_found ("Error codes"); Groq:
     * 403 with model_permission_blocked_… ("Model permissions"); Azure: 404 with DeploymentNotFound.
     */
    static final Set<String> MODEL = Set.of(
            "model_not_found",
            "model_permission_blocked_org",
            "model_permission_blocked_project",
            "DeploymentNotFound");

    /** Codes that mean that a person has to pay, or to fix the account or its key. */
    static final Set<String> ACCOUNT = Set.of(
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
            "unsupported_country_region_territory",
            // Google: a 400 or 403 whose details have this reason.
            "API_KEY_INVALID",
            "API_KEY_SERVICE_BLOCKED",
            "BILLING_DISABLED",
            // Alibaba (400), Volcengine (403), Moonshot (429): the account owes money; Groq (400): it is closed.
            "Arrearage",
            "AccountOverdueError",
            "exceeded_current_quota_error",
            "organization_restricted");

    /** Beginnings of messages that say the same, of providers whose 400 has no code for it (Anthropic, Google, resellers). */
    static final Set<String> ACCOUNT_WORDS = Set.of(
            "your credit balance is too low",
            "api key not valid",
            "api key expired",
            "invalid api key",
            "incorrect api key",
            "insufficient balance",
            "insufficient account balance",
            "sorry, your account balance is insufficient",
            "insufficient credits");

    /** MiniMax, "Error codes": login failed, balance used up, invalid key; and too many requests or tokens. */
    static final Set<String> RESELLER_ACCOUNT = Set.of("1004", "1008", "2049");

    static final Set<String> RESELLER_RATE = Set.of("1002", "1039");

    /** Parts of messages about a limit, in errors with a good status; the last is of Baidu. */
    static final Set<String> RATE_WORDS = Set.of("rate limit", "too many requests", "request limit reached");

    static final Set<String> CONTENT =
            Set.of("content_filter", "content_policy_violation", "moderation_blocked", "ResponsibleAIPolicyViolation");
    static final Set<String> RATE = Set.of("rate_limit_exceeded", "rate_limit_error", "too_many_requests");
    static final Set<String> SERVER = Set.of(
            "server_error", "internal_error", "internal_server_error", "service_unavailable", "overloaded_error");

    /** Parts of messages of errors that pass by themselves. */
    static final Set<String> BUSY = Set.of(
            "busy",
            "overloaded",
            "try again",
            "temporarily",
            "timeout",
            "timed out",
            "unavailable",
            "is loading",
            "at capacity",
            "internal error",
            "internal server error");

    private KnownErrors() {}
}
