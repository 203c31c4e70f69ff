package dev.penstock.simulator.faults;

import dev.penstock.simulator.faults.Fault.Quirk;
import dev.penstock.simulator.faults.Fault.Refusal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table of the faults that options and prompts can name. */
public final class FaultTable {
    public static final String RATE_LIMIT_EXCEEDED = "rate_limit_exceeded";
    public static final String INVALID = "invalid_request_error";

    private static final Map<String, Fault> BY_NAME = new LinkedHashMap<>();

    static {
        refusal("400", 400, INVALID, null, "The simulator is set to refuse this call.");
        refusal("401", 401, INVALID, "invalid_api_key", "Incorrect API key provided.");
        refusal("403", 403, "permission_error", null, "This project may not use the model.");
        refusal("404", 404, INVALID, "model_not_found", "The model does not exist or you do not have access to it.");
        refusal("408", 408, "timeout", null, "The call took too long.");
        refusal("409", 409, "conflict_error", null, "The call conflicts with another one.");
        refusal("422", 422, INVALID, null, "The call could not be processed.");
        refusal("429", 429, "requests", RATE_LIMIT_EXCEEDED, "Rate limit reached.");
        refusal("500", 500, "server_error", null, "The server had an error while processing your call.");
        refusal("502", 502, "server_error", null, "Bad gateway.");
        refusal("503", 503, "server_error", null, "The engine is currently overloaded, please try again later.");
        refusal("504", 504, "server_error", null, "Gateway timeout.");
        refusal(
                "insufficient_quota",
                429,
                "insufficient_quota",
                "insufficient_quota",
                "You exceeded your current quota, please check your plan and billing details.");
        refusal(
                "context_length_exceeded",
                400,
                INVALID,
                "context_length_exceeded",
                "This model's maximum context length was exceeded. Please reduce the length of the messages.");
        refusal("content_policy_violation", 400, INVALID, "content_policy_violation", "Refused by the safety system.");
        Arrays.stream(Quirk.values()).forEach(quirk -> BY_NAME.put(quirk.wireName(), quirk));
    }

    private FaultTable() {}

    public static Fault named(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no fault '" + name + "'; known faults are "
                        + BY_NAME.keySet().stream().collect(Collectors.joining(", "))));
    }

    /** Returns the fault of this name, which may also be any status from 400 to 599. */
    public static Optional<Fault> find(String name) {
        Fault known = BY_NAME.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        if (name.matches("[45]\\d\\d")) {
            int status = Integer.parseInt(name);
            String type = status < 500 ? INVALID : "server_error";
            return Optional.of(new Refusal(status, type, null, null, "The simulator is set to answer " + name + "."));
        }
        return Optional.empty();
    }

    private static void refusal(String name, int status, String type, @Nullable String code, String message) {
        BY_NAME.put(name, new Refusal(status, type, code, null, message));
    }
}
