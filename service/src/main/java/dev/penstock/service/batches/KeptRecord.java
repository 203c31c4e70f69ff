package dev.penstock.service.batches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.store.Json;
import java.io.IOException;
import java.io.InputStream;

/** A record and its batch's specification, as they are kept together in one file. */
record KeptRecord(BatchRecord record, BatchSpec spec) {
    private static final String SPEC = "spec";
    private static final String INPUT = SpecKey.INPUT.text();

    static byte[] write(BatchRecord record, BatchSpec spec) throws IOException {
        ObjectNode kept = Json.MAPPER.valueToTree(record);
        kept.remove(INPUT);
        kept.set(SPEC, Json.MAPPER.valueToTree(spec));
        return Json.MAPPER.writeValueAsBytes(kept);
    }

    static KeptRecord read(InputStream in) throws IOException {
        ObjectNode kept = Json.MAPPER.readValue(in, ObjectNode.class);
        JsonNode spec = kept.path(SPEC);
        kept.remove(SPEC);
        kept.put(INPUT, spec.path(INPUT).asText());
        return new KeptRecord(
                Json.MAPPER.treeToValue(kept, BatchRecord.class), Json.MAPPER.treeToValue(spec, BatchSpec.class));
    }
}
