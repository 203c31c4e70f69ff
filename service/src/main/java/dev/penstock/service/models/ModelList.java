package dev.penstock.service.models;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** OpenAI's list of models. */
public record ModelList(String object, List<Model> data) {
    /**
     * One of them.
     *
     * @param created in Unix seconds; when this server began, for nobody says it of a model
     * @param ownedBy the pool that takes its requests
     */
    public record Model(
            String id,
            String object,
            long created,
            @JsonProperty("owned_by") String ownedBy) {}
}
