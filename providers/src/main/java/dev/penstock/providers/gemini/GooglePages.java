package dev.penstock.providers.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.providers.JsonText;
import dev.penstock.providers.http.ApiClient;
import dev.penstock.providers.http.ApiClient.Call;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A list of Google's APIs, which comes in pages. Any page may be empty or short; only one without a token is the last.
 *
 * @param member the name of the list in a page
 * @param mostPages how many pages are read, at most
 */
record GooglePages(ApiClient client, Call call, String member, int mostPages) {
    private static final int MOST_PAGES = 1_000;
    private static final String PAGE_SIZE = "100";

    GooglePages(ApiClient client, Call call, String member) {
        this(client, call, member, MOST_PAGES);
    }

    /** Finds the first object that matches; a missing node if there is none. Fails if the list has no end, which proves nothing. */
    JsonNode first(Predicate<JsonNode> fits) {
        String token = "";
        for (int page = 0; page < mostPages; page++) {
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
            if (next.isEmpty()) {
                return JsonText.MAPPER.missingNode();
            }
            token = next;
        }
        throw client.unusable("%s has no end after %,d pages".formatted(call.name(), mostPages));
    }
}
