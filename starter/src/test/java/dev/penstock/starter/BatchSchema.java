package dev.penstock.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The documented shape of a batch: {@code docs/batch.schema.json}. */
public final class BatchSchema {
    private static final JsonSchema SCHEMA = read(Path.of("../docs/batch.schema.json"));

    private BatchSchema() {}

    /** Fails when the JSON is no batch as it is documented. */
    public static void assertHolds(JsonNode batch) {
        assertThat(SCHEMA.validate(batch)).as(batch.toPrettyString()).isEmpty();
    }

    private static JsonSchema read(Path file) {
        try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
