package dev.penstock.simulator.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.faults.Fault.Refusal;
import dev.penstock.simulator.json.SimulatorJson;

/** Writes errors as Anthropic does (platform.claude.com/docs/en/api/errors; types are those of the SDK's {@code ErrorType}). */
public final class AnthropicErrorBody {
    /** Anthropic's status for an overload, of which OpenAI's is 503. */
    private static final int OVERLOADED = 529;

    private AnthropicErrorBody() {}

    /** Returns an error as Anthropic sends it; a used-up balance is a 400 there, without a type of its own. */
    public static Refusal translate(Refusal refusal) {
        if ("insufficient_quota".equals(refusal.code())) {
            return new Refusal(
                    400,
                    FaultTable.INVALID,
                    null,
                    null,
                    "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade"
                            + " or purchase credits.");
        }
        if ("model_not_found".equals(refusal.code())) {
            return new Refusal(404, "not_found_error", null, null, "model: the simulator has no such model");
        }
        int status = refusal.status() == 503 ? OVERLOADED : refusal.status();
        String message = status == OVERLOADED ? "Overloaded" : refusal.message();
        return new Refusal(status, type(status), refusal.code(), null, message);
    }

    public static ObjectNode tree(Refusal refusal, String requestId) {
        ObjectNode body = SimulatorJson.object().put("type", "error");
        body.putObject("error").put("type", type(refusal.status())).put("message", refusal.message());
        return body.put("request_id", requestId);
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 409 -> "conflict_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            case OVERLOADED -> "overloaded_error";
            default -> status < 500 ? FaultTable.INVALID : "api_error";
        };
    }
}
