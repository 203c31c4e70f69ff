package dev.penstock.service.models;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** OpenAI's list of models. */
public record ModelList(String object, List<Model> data) {
    /**
     * A model in OpenAI's format.
     *
     * @param created the start of this server in Unix seconds, because providers' creation times are not known
     * @param ownedBy the pool that serves the model; for callers that are no operators, {@code penstock}
     */
    public record Model(
            String id,
            String object,
            long created,
            @JsonProperty("owned_by") String ownedBy) {}
}
