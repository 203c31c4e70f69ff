package dev.penstock.starter.cli.batch;

import com.fasterxml.jackson.core.JsonToken;
import dev.penstock.client.batch.CommonError;
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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Counts the errors in a batch's error file by what they have in common. */
final class CommonErrors {
    /** The errors that are named; the file has all. */
    private static final int NAMED = 3;

    /** Errors of more kinds than this have too little in common to be counted. */
    private static final int MOST_KINDS = 1_000;

    private static final int LONGEST = 200;
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final Map<String, Kind> kinds = new HashMap<>();

    /**
     * Errors of one kind, whose messages may differ in numbers.
     *
     * @param first the first of them
     */
    private record Kind(CommonError first, long count, long order) {}

    private CommonErrors() {}

    /** Returns the commonest errors, the commonest first. */
    static List<CommonError> of(Store store, BatchId id) throws IOException {
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
        String kind = code + NUMBER.matcher(message).replaceAll("0");
        if (kinds.size() >= MOST_KINDS && !kinds.containsKey(kind)) {
            return;
        }
        kinds.merge(
                kind,
                new Kind(new CommonError(1, number(status), line(code), line(message)), 1, kinds.size()),
                (before, one) -> new Kind(before.first, before.count + 1, before.order));
    }

    private static @Nullable Integer number(String status) {
        return status.matches("\\d{3}") ? Integer.valueOf(status) : null;
    }

    private static String line(String text) {
        return PrintableText.shortened(PrintableText.line(text), LONGEST);
    }

    private List<CommonError> commonest() {
        return kinds.values().stream()
                .sorted(Comparator.comparingLong(Kind::count).reversed().thenComparingLong(Kind::order))
                .limit(NAMED)
                .map(kind ->
                        new CommonError(kind.count, kind.first.statusCode(), kind.first.code(), kind.first.message()))
                .toList();
    }
}
