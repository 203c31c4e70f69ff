package dev.penstock.simulator.faults;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.faults.Fault.Refusal;
import dev.penstock.simulator.json.SimulatorJson;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes errors as Gemini does (ai.google.dev/gemini-api/docs/troubleshooting; quotas and delays as users report them,
 * google-gemini/gemini-cli#8437; a wrong key, n4ze3m/page-assist#406). A translated refusal has Google's status as code, and as type
 * the reason or the quota that the details name.
 */
public final class GeminiErrorBody {
    private static final String TYPE = "type.googleapis.com/google.rpc.";
    private static final String BAD_KEY = "API_KEY_INVALID";
    private static final String OF_MINUTE = "GenerateRequestsPerMinutePerProjectPerModel";
    private static final String TOKENS_OF_MINUTE = "GenerateContentInputTokensPerModelPerMinute";
    private static final String OF_DAY = "GenerateRequestsPerDayPerProjectPerModel";

    /** The delay that Gemini names when the quota of a day is used up, whatever the time of the day. */
    private static final String DELAY_OF_DAY = "34.074824224s";

    private static final Pattern WAIT = Pattern.compile("try again in ([0-9.]+s)");

    private GeminiErrorBody() {}

    /** Returns an error as Gemini sends it: a wrong key is a 400, and a used-up balance stands for the quota of a day. */
    public static Refusal translate(Refusal refusal) {
        if (refusal.status() == 401) {
            return new Refusal(
                    400, BAD_KEY, "INVALID_ARGUMENT", null, "API key not valid. Please pass a valid API key.");
        }
        if ("insufficient_quota".equals(refusal.code())) {
            return exhausted(OF_DAY, DELAY_OF_DAY);
        }
        if (refusal.status() == 429) {
            Matcher wait = WAIT.matcher(refusal.message());
            String quota = refusal.type().equals("tokens") ? TOKENS_OF_MINUTE : OF_MINUTE;
            return exhausted(quota, wait.find() ? wait.group(1) : "1s");
        }
        String message = switch (refusal.status()) {
            case 503 -> "The model is overloaded. Please try again later.";
            case 500 -> "An internal error has occurred. Please retry.";
            default ->
                "model_not_found".equals(refusal.code())
                        ? "models/any is not found for API version v1main, or is not supported for generateContent."
                        : refusal.message();
        };
        return new Refusal(refusal.status(), "", status(refusal.status()), null, message);
    }

    /** Returns the object of a translated error. */
    public static ObjectNode tree(Refusal refusal) {
        ObjectNode body = SimulatorJson.object();
        ObjectNode error = body.putObject("error")
                .put("code", refusal.status())
                .put("message", refusal.message())
                .put("status", refusal.code());
        if (refusal.type().equals(BAD_KEY)) {
            error.putArray("details")
                    .addObject()
                    .put("@type", TYPE + "ErrorInfo")
                    .put("reason", BAD_KEY)
                    .put("domain", "googleapis.com");
        } else if (refusal.status() == 429 && !refusal.type().isEmpty()) {
            quota(error.putArray("details"), refusal);
        }
        return body;
    }

    /** Adds which quota is used up, and for how long, which the message says as well. */
    private static void quota(ArrayNode details, Refusal refusal) {
        details.addObject()
                .put("@type", TYPE + "QuotaFailure")
                .putArray("violations")
                .addObject()
                .put("quotaMetric", "generativelanguage.googleapis.com/generate_content_paid_tier_requests")
                .put("quotaId", refusal.type());
        details.addObject()
                .put("@type", TYPE + "RetryInfo")
                .put("retryDelay", refusal.message().replaceFirst("(?s).* in ([0-9.]+s)\\.$", "$1"));
    }

    private static Refusal exhausted(String quota, String delay) {
        String message =
                "You exceeded your current quota, please check your plan and billing details. Please retry in ";
        return new Refusal(429, quota, "RESOURCE_EXHAUSTED", null, message + delay + ".");
    }

    private static String status(int status) {
        return switch (status) {
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 409 -> "ALREADY_EXISTS";
            case 500 -> "INTERNAL";
            case 503 -> "UNAVAILABLE";
            case 504 -> "DEADLINE_EXCEEDED";
            default -> status < 500 ? "INVALID_ARGUMENT" : "UNKNOWN";
        };
    }
}
