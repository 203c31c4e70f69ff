package dev.penstock.simulator.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.json.SimulatorJson;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;

/** Cuts lists, newest first, into pages by OpenAI's query parameters {@code limit} and {@code after}. */
final class ListPage {
    private ListPage() {}

    static ObjectNode page(List<ObjectNode> all, QueryStringDecoder uri, int usual) {
        String after = parameter(uri, "after", "");
        int limit = Integer.parseInt(parameter(uri, "limit", "" + usual));
        List<ObjectNode> rest = all;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).path("id").asText("").equals(after)) {
                rest = all.subList(i + 1, all.size());
            }
        }
        ObjectNode page = SimulatorJson.object().put("object", "list");
        ArrayNode data = page.putArray("data");
        rest.stream().limit(limit).forEach(data::add);
        if (!data.isEmpty()) {
            page.put("first_id", data.get(0).path("id").asText(""));
            page.put("last_id", data.get(data.size() - 1).path("id").asText(""));
        }
        return page.put("has_more", rest.size() > limit);
    }

    static String parameter(QueryStringDecoder uri, String name, String otherwise) {
        return uri.parameters().getOrDefault(name, List.of(otherwise)).getFirst();
    }
}
