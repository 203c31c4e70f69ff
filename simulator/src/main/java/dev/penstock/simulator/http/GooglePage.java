package dev.penstock.simulator.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.json.SimulatorJson;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;

/** Cuts lists into pages as Google's APIs do, by {@code pageSize} and {@code pageToken}; an empty list has no member at all. */
final class GooglePage {
    private static final int USUAL_PAGE = 10;

    private GooglePage() {}

    static ObjectNode of(String member, List<ObjectNode> all, QueryStringDecoder uri) {
        int size = Integer.parseInt(ListPage.parameter(uri, "pageSize", "" + USUAL_PAGE));
        int from = Integer.parseInt(ListPage.parameter(uri, "pageToken", "0"));
        int to = Math.min(all.size(), from + size);
        ObjectNode page = SimulatorJson.object();
        if (from < to) {
            ArrayNode items = page.putArray(member);
            all.subList(from, to).forEach(items::add);
        }
        if (to < all.size()) {
            page.put("nextPageToken", "" + to);
        }
        return page;
    }
}
