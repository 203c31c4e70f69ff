package dev.penstock.simulator.provider;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is done about a call, after which delay, with which headers beside the usual ones. */
public record CallDecision(ProviderAction act, Duration delay, Map<String, String> headers) {
    static final String SHOULD_RETRY = "x-should-retry";

    CallDecision after(Duration wait) {
        return new CallDecision(act, wait, headers);
    }

    CallDecision withShouldRetry(boolean shouldRetry) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.put(SHOULD_RETRY, Boolean.toString(shouldRetry));
        return new CallDecision(act, delay, changed);
    }
}
