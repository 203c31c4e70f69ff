package dev.penstock.formats;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.InputFormat;
import dev.penstock.store.ContentDigest;
import dev.penstock.store.Json;
import dev.penstock.store.UntrustedJson;
import dev.penstock.store.line.LineReader;
import dev.penstock.store.line.TextLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Detects the format of an input and opens a reader for it. */
public final class InputReaders {
    private InputReaders() {}

    /**
     * Opens a reader of a source, in the spec's format or else the detected one.
     *
     * @param content digests all that is read; complete once the input is read to its end
     * @throws UnreadableInputException when the source cannot be read
     */
    public static InputReader open(InputSource source, BatchSpec spec, ContentDigest content) {
        InputStream in = content.through(source.open());
        try {
            return open(in, source.name(), spec);
        } catch (IOException e) {
            throw source.unreadable(e);
        }
    }

    /**
     * Opens a reader of a stream, in the spec's format or else the detected one.
     *
     * @param name the file's name in lower case, without {@code .gz}, whose ending helps to detect the format
     */
    public static InputReader open(InputStream in, String name, BatchSpec spec) throws IOException {
        PromptBody bodies = new PromptBody(spec);
        if (formatByName(spec.format(), name) == InputFormat.CSV) {
            return new CsvReader(in, name.endsWith(".tsv") ? '\t' : ',', bodies);
        }
        LineReader lines = new LineReader(in);
        TextLine first = LinesReader.nextNotBlank(lines);
        InputFormat format = formatByName(spec.format(), name);
        LineFormat meaning = switch (format == InputFormat.AUTO ? formatByLine(first, name, bodies) : format) {
            case OPENAI -> new OpenAiFormat();
            case TEXT -> text(bodies);
            default -> new FieldsFormat(bodies);
        };
        return new LinesReader(first, lines, meaning);
    }

    private static InputFormat formatByName(InputFormat wanted, String name) {
        if (wanted != InputFormat.AUTO) {
            return wanted;
        }
        if (name.endsWith(".csv") || name.endsWith(".tsv")) {
            return InputFormat.CSV;
        }
        return name.endsWith(".txt") ? InputFormat.TEXT : InputFormat.AUTO;
    }

    private static InputFormat formatByLine(@Nullable TextLine first, String name, PromptBody bodies) {
        boolean isJsonByName = name.endsWith("json") || name.endsWith("jsonl");
        try {
            JsonNode json = first == null ? Json.MAPPER.nullNode() : UntrustedJson.parse(first.text());
            if (!json.isObject()) {
                return isJsonByName ? InputFormat.JSONL : InputFormat.TEXT;
            }
            boolean isRequest = json.path("body").isObject()
                    || json.path("url").asText().startsWith("/v")
                    || (json.has("custom_id") && json.has("method"));
            return isRequest && !bodies.hasTemplate() ? InputFormat.OPENAI : InputFormat.JSONL;
        } catch (IOException e) {
            return isJsonByName ? InputFormat.OPENAI : InputFormat.TEXT;
        }
    }

    private static LineFormat text(PromptBody bodies) {
        return line -> {
            String prompt = new String(line.text(), StandardCharsets.UTF_8);
            return FieldsFormat.ofFields(
                    line.number(),
                    Json.MAPPER
                            .createObjectNode()
                            .put(PromptBody.PROMPT, prompt)
                            .put("line", prompt)
                            .put("text", prompt),
                    bodies);
        };
    }
}
