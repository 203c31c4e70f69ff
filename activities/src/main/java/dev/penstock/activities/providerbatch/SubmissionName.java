package dev.penstock.activities.providerbatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.providerbatch.PartInput;
import dev.penstock.store.Json;

/** The file name and metadata by which a submission's file and batch are recognized at the provider. */
record SubmissionName(PartInput input) {
    String filename() {
        return "penstock-%s-%04d-%d.jsonl".formatted(input.key(), input.part().number(), input.submission());
    }

    /** Returns a key for providers that support idempotency, in case a batch is created twice at once. */
    String idempotencyKey() {
        return filename().replace(".jsonl", "");
    }

    ObjectNode order(String fileId) {
        ObjectNode order = Json.MAPPER
                .createObjectNode()
                .put("input_file_id", fileId)
                .put("endpoint", input.part().url())
                .put("completion_window", "24h");
        order.set("metadata", metadata());
        return order;
    }

    boolean isOf(JsonNode batch) {
        JsonNode metadata = batch.path("metadata");
        return metadata().properties().stream()
                .allMatch(pair -> pair.getValue()
                        .asText()
                        .equals(metadata.path(pair.getKey()).asText("")));
    }

    private ObjectNode metadata() {
        return Json.MAPPER
                .createObjectNode()
                .put("penstock_batch", input.batch().value())
                .put("penstock_key", input.key())
                .put("penstock_round", "" + input.round())
                .put("penstock_part", "" + input.part().number())
                .put("penstock_submission", "" + input.submission());
    }
}
