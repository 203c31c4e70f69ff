package dev.penstock.providers.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * A request as it goes over the wire.
 *
 * @param path the segments of its path below the account's address, not yet escaped
 * @param query the parameters in its address
 * @param headers headers of this request alone
 */
public record ProviderRequest(
        List<String> path, Map<String, String> query, Map<String, String> headers, ObjectNode body) {
    public ProviderRequest {
        path = List.copyOf(path);
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /** Makes a request to a path, without a query and headers of its own. */
    public static ProviderRequest to(List<String> path, ObjectNode body) {
        return new ProviderRequest(path, Map.of(), Map.of(), body);
    }
}
