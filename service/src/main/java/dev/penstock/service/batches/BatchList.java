package dev.penstock.service.batches;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of OpenAI's list of batches. */
public record BatchList(
        String object,
        List<BatchObject> data,
        @Nullable @JsonProperty("first_id") String firstId,
        @Nullable @JsonProperty("last_id") String lastId,
        @JsonProperty("has_more") boolean hasMore) {
    static BatchList page(List<BatchObject> data, boolean hasMore) {
        return new BatchList(
                "list",
                data,
                data.isEmpty() ? null : data.getFirst().id(),
                data.isEmpty() ? null : data.getLast().id(),
                hasMore);
    }
}
