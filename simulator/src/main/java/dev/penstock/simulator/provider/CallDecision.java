package dev.penstock.simulator.provider;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The decision about a call: an action, the delay before it, and headers in addition to the usual ones. */
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
