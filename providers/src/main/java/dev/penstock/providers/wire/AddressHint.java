package dev.penstock.providers.wire;

import dev.penstock.providers.wire.OutcomeTable.Sign;
import java.util.Optional;
import java.util.Set;

/** Adds to a refusal what it says about the pool's address, which somebody has to change. */
final class AddressHint {
    private static final Set<Integer> NOTHING_THERE = Set.of(404, 405);

    private AddressHint() {}

    /**
     * Returns the message of a refusal that may concern all calls.
     *
     * @param url the request's path; empty for calls that are no completions
     * @param headers with the address to set instead as {@code location}, if the response names one
     */
    static String with(String url, Sign sign, HeaderValues headers) {
        Optional<String> moved = headers.find("location").filter(address -> !address.isBlank());
        if (sign.status() >= 300 && sign.status() < 400) {
            return moved.map(address ->
                            "the provider redirects to %s (status %d): if it has moved there, set the pool's address to that"
                                    .formatted(address, sign.status()))
                    .orElse(sign.message() + ", a redirect to no usable address");
        }
        return NOTHING_THERE.contains(sign.status()) && !url.isEmpty()
                ? sign.message()
                        + " (if all requests get this, check the pool's address: it usually ends with /v1, without the endpoint's name)"
                : sign.message();
    }
}
