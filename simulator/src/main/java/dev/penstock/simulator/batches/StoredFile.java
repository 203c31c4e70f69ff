package dev.penstock.simulator.batches;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.json.SimulatorJson;
import java.nio.file.Path;
import java.time.Instant;

/** A file of OpenAI's files API and the path of its content. */
public record StoredFile(String id, String filename, String purpose, long bytes, Instant createdAt, Path content) {
    public ObjectNode json() {
        return SimulatorJson.object()
                .put("id", id)
                .put("object", "file")
                .put("bytes", bytes)
                .put("created_at", createdAt.getEpochSecond())
                .put("filename", filename)
                .put("purpose", purpose)
                .put("status", "processed");
    }
}
