package dev.penstock.starter.cli.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.answer.schema.AnswerSchema;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.store.Json;
import dev.penstock.store.UntrustedJson;
import dev.penstock.store.line.SmallTextFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the JSON schema that {@code --schema} names, and checks it before anything starts. */
final class SchemaFile {
    private SchemaFile() {}

    /**
     * Returns the schema in the form of a batch's specification; null for no file.
     *
     * @throws UserError if the file has no schema that can be used
     */
    static @Nullable Map<?, ?> read(@Nullable Path file) {
        if (file == null) {
            return null;
        }
        Map<?, ?> schema = Json.MAPPER.convertValue(object(file, text(file)), Map.class);
        try {
            AnswerSchema.of(schema);
            return schema;
        } catch (IllegalArgumentException e) {
            throw wrong(file, String.valueOf(e.getMessage()));
        }
    }

    private static ObjectNode object(Path file, String text) {
        byte[] json = text.getBytes(StandardCharsets.UTF_8);
        try {
            JsonNode value = UntrustedJson.parse(json);
            if (value instanceof ObjectNode object) {
                return object;
            }
            throw wrong(file, "a JSON schema is an object here, such as {\"type\": \"object\", \"properties\": {…}}");
        } catch (IOException e) {
            throw wrong(file, Json.reason(e, json));
        }
    }

    private static String text(Path file) {
        try {
            String text = SmallTextFile.read(file);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw new UserError("--schema: there is no file '%s'".formatted(file));
        } catch (CharacterCodingException e) {
            throw wrong(file, "not text in UTF-8");
        } catch (IOException e) {
            throw wrong(file, "cannot be read: " + e.getMessage());
        }
    }

    private static UserError wrong(Path file, String why) {
        return new UserError("--schema %s: %s".formatted(file, why));
    }
}
