package dev.penstock.providers.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.providers.JsonText;
import dev.penstock.providers.http.ApiClient;
import dev.penstock.providers.http.ApiClient.Call;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A list of Google's APIs, which comes in pages.
 *
 * @param member the name of the list in a page
 */
record GooglePages(ApiClient client, Call call, String member) {
    private static final int MOST_PAGES = 1_000;
    private static final String PAGE_SIZE = "100";

    /**
     * Finds the first object that matches; a missing node if there is none.
     *
     * @param goesOn whether to read the page behind one
     */
    JsonNode first(Predicate<JsonNode> goesOn, Predicate<JsonNode> fits) {
        String token = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            Map<String, String> query = new HashMap<>(Map.of("pageSize", PAGE_SIZE));
            if (!token.isEmpty()) {
                query.put("pageToken", token);
            }
            JsonNode found = client.json(call.with(query, Map.of()));
            for (JsonNode one : found.path(member)) {
                if (fits.test(one)) {
                    return one;
                }
            }
            String next = found.path("nextPageToken").asText("");
            if (next.isEmpty() || next.equals(token) || !goesOn.test(found.path(member))) {
                break;
            }
            token = next;
        }
        return JsonText.MAPPER.missingNode();
    }
}
