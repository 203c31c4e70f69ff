package dev.penstock.activities.providerbatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.store.Json;
import dev.penstock.store.RequestCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/** A line of a part as it is sent to the provider: under a name of its own, and with the model's name at the pool. */
final class SubmittedLine {
    private SubmittedLine() {}

    /**
     * Returns the line with its end; its body is byte for byte as it was, unless the model has another name.
     *
     * @param text the line of the batch's stored input
     * @param model the model's name at the pool; empty if it has the name that requests have for it
     */
    static byte[] of(byte[] text, long line, Optional<String> model) throws IOException {
        byte[] renamed = RequestCodec.renamed(text, LineName.of(line));
        if (model.isEmpty()) {
            return renamed;
        }
        ObjectNode whole = (ObjectNode) Json.MAPPER.readTree(renamed);
        if (whole.path("body") instanceof ObjectNode body) {
            body.put("model", model.get());
        }
        ByteArrayOutputStream out =
                new ByteArrayOutputStream(renamed.length + model.get().length());
        out.writeBytes(Json.MAPPER.writeValueAsBytes(whole));
        out.write('\n');
        return out.toByteArray();
    }
}
