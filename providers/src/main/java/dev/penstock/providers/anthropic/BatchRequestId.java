package dev.penstock.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.providers.AnswerLimits;
import dev.penstock.providers.JsonText;
import dev.penstock.store.line.LineReader;
import dev.penstock.store.line.TextLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The id of a request in a message batch: the file's name without its ending, and the request's own id. Anthropic takes up to 64
 * letters, digits, hyphens and underscores.
 */
final class BatchRequestId {
    private static final String ENDING = ".jsonl";
    private static final char BETWEEN = '_';

    private BatchRequestId() {}

    static String of(String filename, String customId) {
        return filename.replace(ENDING, "") + BETWEEN + customId;
    }

    /** Returns the request's own id. */
    static String customId(String id) {
        return id.substring(id.lastIndexOf(BETWEEN) + 1);
    }

    /** Returns the name of the file whose results begin here; empty if they are those of a batch that was not made here. */
    static Optional<String> filename(InputStream results) throws IOException {
        try (LineReader lines = new LineReader(results, AnswerLimits.ANSWER_BYTES)) {
            TextLine first = lines.next();
            JsonNode line = first == null
                    ? JsonText.MAPPER.missingNode()
                    : JsonText.parse(new String(first.text(), StandardCharsets.UTF_8));
            String id = line.path("custom_id").asText("");
            int end = id.lastIndexOf(BETWEEN);
            return end < 0 ? Optional.empty() : Optional.of(id.substring(0, end) + ENDING);
        }
    }
}
