package dev.penstock.store.s3.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.penstock.store.Json;
import dev.penstock.store.line.LineReader;
import dev.penstock.store.line.TextLine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The content of an object of the log: a line that names the folders, {@code [["0007",33,1200],…]}, with the bytes of the
 * records of calls and of the results that each has, which follow in this order.
 */
record LogContent(byte[] bytes, List<Section> sections) {
    /**
     * The lines of one folder.
     *
     * @param calls where the records of calls begin
     * @param results where they end and the results begin
     * @param end where the results end
     */
    record Section(String folder, int calls, int results, int end) {}

    /** Receives the lines one by one. */
    @FunctionalInterface
    interface Reader {
        void read(byte[] text, long offset) throws IOException;
    }

    static byte[] encode(List<LogEntry> entries) {
        Map<String, ByteArrayOutputStream[]> folders = new TreeMap<>();
        for (LogEntry entry : entries) {
            ByteArrayOutputStream[] lines = folders.computeIfAbsent(entry.folder(), any ->
                    new ByteArrayOutputStream[] {new ByteArrayOutputStream(), new ByteArrayOutputStream()});
            lines[entry.isCall() ? 0 : 1].writeBytes(entry.text());
        }
        ArrayNode index = Json.MAPPER.createArrayNode();
        folders.forEach((folder, lines) ->
                index.addArray().add(folder).add(lines[0].size()).add(lines[1].size()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            out.writeBytes(Json.MAPPER.writeValueAsBytes(index));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.write('\n');
        folders.values().forEach(lines -> {
            out.writeBytes(lines[0].toByteArray());
            out.writeBytes(lines[1].toByteArray());
        });
        return out.toByteArray();
    }

    /**
     * @throws IOException when it is not what such an object has
     */
    static LogContent decode(byte[] bytes) throws IOException {
        int at = 0;
        while (at < bytes.length && bytes[at] != '\n') {
            at++;
        }
        JsonNode index = Json.MAPPER.readTree(bytes, 0, at);
        at++;
        List<Section> sections = new ArrayList<>();
        for (JsonNode folder : index) {
            int results = at + folder.path(1).asInt(-1);
            int end = results + folder.path(2).asInt(-1);
            if (results < at || end < results || end > bytes.length) {
                throw new IOException("it is cut off");
            }
            sections.add(new Section(folder.path(0).asText(), at, results, end));
            at = end;
        }
        return new LogContent(bytes, sections);
    }

    void calls(Section section, Reader reader) throws IOException {
        read(section.calls, section.results, reader);
    }

    void results(Section section, Reader reader) throws IOException {
        read(section.results, section.end, reader);
    }

    private void read(int from, int to, Reader reader) throws IOException {
        LineReader lines = new LineReader(new ByteArrayInputStream(bytes, from, to - from), Integer.MAX_VALUE);
        for (TextLine line = lines.next(); line != null; line = lines.next()) {
            reader.read(line.text(), from + line.offset());
        }
    }
}
