package dev.penstock.formats;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.contracts.batch.InputFormat;
import dev.penstock.formats.content.TextContent;
import dev.penstock.formats.content.TextEncoding;
import dev.penstock.formats.table.ColumnNames;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Decides by a specification, a name and the first lines how a text is read, or that it must not be sent line by line. */
final class FormatChoice {
    private final TextContent text;
    private final String name;
    private final PromptBody bodies;
    private final InputFormat wanted;
    private final JsonHead json;
    private final String head;

    /**
     * @param name the file's name in lower case, without the ending of a packed file
     * @param wanted the format that the specification names
     */
    FormatChoice(TextContent text, String name, PromptBody bodies, InputFormat wanted) {
        this.text = text;
        this.name = name;
        this.bodies = bodies;
        this.wanted = wanted;
        this.json = JsonHead.of(text);
        String begun = new String(text.head(), UTF_8);
        int end = text.isWhole() ? begun.length() : begun.lastIndexOf('\n') + 1;
        this.head = end == 0 ? begun : begun.substring(0, end);
    }

    /**
     * Opens the reader.
     *
     * @throws IOException with a sentence for the user, when the text is no input in the format
     */
    InputReader reader() throws IOException {
        return switch (wanted) {
            case TEXT -> lines(new TextFormat(bodies));
            case CSV -> csv();
            case OPENAI -> json(requests());
            case JSONL -> json(new FieldsFormat(bodies));
            case AUTO -> recognised();
        };
    }

    private InputReader recognised() throws IOException {
        refuse(text.markup());
        if (json.shape() != JsonHead.Shape.NONE) {
            refuseJsonInText();
            return json.first().isTextual() ? elements(new QuotedTextFormat(bodies)) : json(jsonFormat());
        }
        boolean isJsonByName = name.endsWith("json") || name.endsWith("jsonl");
        if (isJsonByName) {
            refuseTable();
            return lines(requests());
        }
        return isTable() ? csv() : lines(new TextFormat(bodies));
    }

    private InputReader json(LineFormat format) throws IOException {
        refuse(json.problem());
        boolean isDocument = json.shape() == JsonHead.Shape.DOCUMENT;
        refuse(NeighbourFormat.find(json.first(), isDocument, bodies));
        return isDocument ? elements(format) : lines(format);
    }

    private LineFormat requests() throws IOException {
        if (bodies.idColumn().isPresent()) {
            throw new IOException(
                    "--id-column names a field, but the lines are requests with a custom_id of their own");
        }
        return new OpenAiFormat(bodies);
    }

    private LineFormat jsonFormat() throws IOException {
        JsonNode first = json.first();
        boolean isRequest = first.path("body").isObject()
                || (first.path("url").asText().startsWith("/v") && !first.has(PromptBody.PROMPT))
                || (first.has("custom_id") && first.has("method"));
        return isRequest && !bodies.hasTemplate() ? requests() : new FieldsFormat(bodies);
    }

    private InputReader csv() throws IOException {
        return new CsvReader(text, CsvDialect.of(head, name.endsWith(".tsv") ? '\t' : ','), bodies);
    }

    private InputReader lines(LineFormat format) {
        return new RecordReader(new NumberedLines(text.in()), format, text.encoding() == TextEncoding.UTF_8);
    }

    private InputReader elements(LineFormat format) {
        return new RecordReader(new JsonElements(text.in()), format, false);
    }

    /** A text without a telling name is a table if its first line has the fields that the prompt needs. */
    private boolean isTable() {
        if (name.endsWith(".csv") || name.endsWith(".tsv")) {
            return true;
        }
        List<String> needed = bodies.neededFields();
        if (name.endsWith(".txt") || needed.isEmpty()) {
            return false;
        }
        CsvDialect dialect = CsvDialect.of(head, ',');
        return dialect.isTable(head)
                && ColumnNames.of(dialect.header(head)).names().containsAll(needed);
    }

    private void refuseTable() throws IOException {
        CsvDialect dialect = CsvDialect.of(head, ',');
        if (!head.stripLeading().startsWith("[") && dialect.isTable(head)) {
            throw new IOException(
                    "its name ends as that of a JSON file, but it is a table with the columns %s: name it .csv,"
                                    .formatted(shown(dialect.header(head)))
                            + " or give --format csv");
        }
    }

    private void refuseJsonInText() throws IOException {
        if (name.endsWith(".txt")
                && json.shape() == JsonHead.Shape.LINES
                && json.first().isObject()) {
            throw new IOException(
                    "its name ends in .txt, but its first line is a JSON object: give --format jsonl to read the"
                            + " objects, or --format text to send each line as it stands");
        }
    }

    private static String shown(List<String> columns) {
        return String.join(", ", columns.subList(0, Math.min(6, columns.size()))) + (columns.size() > 6 ? ", …" : "");
    }

    private static void refuse(Optional<String> problem) throws IOException {
        if (problem.isPresent()) {
            throw new IOException(problem.get());
        }
    }
}
