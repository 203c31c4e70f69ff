package dev.penstock.simulator.http;

import dev.penstock.simulator.faults.AnthropicErrorBody;
import dev.penstock.simulator.faults.Fault.Refusal;
import dev.penstock.simulator.json.SimulatorJson;
import dev.penstock.simulator.time.GoDuration;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Anthropic's format: the key in {@code x-api-key}, limits in {@code anthropic-ratelimit-*} with resets as moments in RFC 3339, and
 * {@code request-id} (platform.claude.com/docs/en/api/rate-limits, "Response headers"; the SDK's client for the key).
 */
record AnthropicFormat(InstantSource clock) implements WireFormat {
    private static final String PREFIX = "anthropic-ratelimit-";
    private static final List<String> PLACES = List.of("limit", "remaining", "reset");

    @Override
    public @Nullable String authorization(HttpHeaders headers) {
        String key = headers.get("x-api-key");
        return key == null ? headers.get("authorization") : "Bearer " + key;
    }

    @Override
    public Refusal translate(Refusal refusal) {
        return AnthropicErrorBody.translate(refusal);
    }

    @Override
    public byte[] error(Refusal refusal, String requestId) {
        return SimulatorJson.bytes(AnthropicErrorBody.tree(refusal, requestId));
    }

    @Override
    public String errorEvent(Refusal refusal) {
        return "event: error\ndata: " + AnthropicErrorBody.tree(refusal, "req_sim") + "\n\n";
    }

    @Override
    public Map<String, String> headers(Map<String, String> headers, String requestId) {
        Map<String, String> translated = new LinkedHashMap<>();
        headers.forEach((name, value) -> {
            if (name.startsWith("x-ratelimit-")) {
                announce(name, value, translated);
            } else {
                translated.put(name, value);
            }
        });
        translated.put("request-id", requestId);
        return translated;
    }

    /** Announces a limit; the tokens' also for input and output apart, of which each is at most as much, unless it has a limit of its own. */
    private void announce(String name, String value, Map<String, String> translated) {
        for (String place : PLACES) {
            String start = "x-ratelimit-" + place + "-";
            if (name.startsWith(start)) {
                String what = name.substring(start.length());
                String text = place.equals("reset") ? moment(value) : value;
                translated.put(PREFIX + what + "-" + place, text);
                if (what.equals("tokens")) {
                    translated.putIfAbsent(PREFIX + "input-tokens-" + place, text);
                    translated.putIfAbsent(PREFIX + "output-tokens-" + place, text);
                }
            }
        }
    }

    private String moment(String wait) {
        return clock.instant()
                .plus(GoDuration.parse(wait))
                .plusSeconds(1)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }
}
