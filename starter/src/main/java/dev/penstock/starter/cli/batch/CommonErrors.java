package dev.penstock.starter.cli.batch;

import com.fasterxml.jackson.core.JsonToken;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.PrintableText;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Json;
import dev.penstock.store.Store;
import dev.penstock.store.line.LineReader;
import dev.penstock.store.line.TextLine;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts the errors in a batch's error file by what they have in common. */
final class CommonErrors {
    /** The errors that are named; the file has all. */
    private static final int NAMED = 3;

    /** Errors of more kinds than this have too little in common to be counted. */
    private static final int MOST_KINDS = 1_000;

    private static final int LONGEST = 200;

    private final Map<String, Kind> kinds = new HashMap<>();

    /**
     * Errors of one kind, whose messages may differ in numbers.
     *
     * @param first the first of them, as people read it
     */
    private record Kind(String first, long count, long order) {}

    private CommonErrors() {}

    /** Returns a line for each of the commonest errors, the commonest first. */
    static List<String> of(Store store, BatchId id) throws IOException {
        Optional<InputStream> file = store.find(id, BatchFile.ERRORS);
        if (file.isEmpty()) {
            return List.of();
        }
        CommonErrors errors = new CommonErrors();
        try (LineReader lines = new LineReader(file.get(), Integer.MAX_VALUE)) {
            for (TextLine line = lines.next(); line != null; line = lines.next()) {
                errors.add(line.text());
            }
        }
        return errors.commonest();
    }

    private void add(byte[] line) throws IOException {
        String[] error = {"", "", ""};
        Json.visitObject(line, (name, value) -> {
            if (value.hasToken(JsonToken.START_OBJECT) && (name.equals("error") || name.equals("response"))) {
                Json.visitMembers(value, (member, text) -> {
                    switch (member) {
                        case "code" -> error[0] = text.getValueAsString("");
                        case "message" -> error[1] = text.getValueAsString("");
                        case "status_code" -> error[2] = text.getValueAsString("");
                        default -> {}
                    }
                });
            }
        });
        count(error[0], error[1], error[2]);
    }

    private void count(String code, String message, String status) {
        String kind = code + message.replaceAll("\\d+", "0");
        if (kinds.size() >= MOST_KINDS && !kinds.containsKey(kind)) {
            return;
        }
        String text =
                "%s%s: %s".formatted(status.isEmpty() || code.endsWith(status) ? "" : status + " ", code, message);
        kinds.merge(
                kind,
                new Kind(PrintableText.shortened(PrintableText.line(text), LONGEST), 1, kinds.size()),
                (before, one) -> new Kind(before.first, before.count + 1, before.order));
    }

    private List<String> commonest() {
        return kinds.values().stream()
                .sorted(Comparator.comparingLong(Kind::count).reversed().thenComparingLong(Kind::order))
                .limit(NAMED)
                .map(kind -> "          %,d × %s".formatted(kind.count, kind.first))
                .toList();
    }
}
