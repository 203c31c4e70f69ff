package dev.penstock.simulator.provider;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is done about a call, after which delay, with which headers beside the usual ones. */
public record Verdict(Act act, Duration delay, Map<String, String> headers) {
    static final String SHOULD_RETRY = "x-should-retry";

    Verdict after(Duration wait) {
        return new Verdict(act, wait, headers);
    }

    Verdict withShouldRetry(boolean shouldRetry) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.put(SHOULD_RETRY, Boolean.toString(shouldRetry));
        return new Verdict(act, delay, changed);
    }
}
