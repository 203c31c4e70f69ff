package dev.penstock.formats;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVException;

/** Translates the CSV parser's errors into messages for the author of the file. */
final class CsvErrorMessage {
    private static final Pattern LINE = Pattern.compile("line:? (\\d+)");

    private CsvErrorMessage() {}

    /**
     * @param line the line at which the unreadable record begins
     * @param skipped the lines before those that the parser counts
     */
    static IOException explain(IOException e, long line, int skipped) {
        if (!(e instanceof CSVException)) {
            return e;
        }
        String said = String.valueOf(e.getMessage());
        if (said.contains("EOF reached")) {
            return new IOException("line %d: a quoted value begins here or after and never ends".formatted(line), e);
        }
        Matcher named = LINE.matcher(said);
        return new IOException(
                ("line %d: after a quoted value the next one or the line's end was expected"
                                + " (a quote within quotes is written twice)")
                        .formatted(named.find() ? Long.parseLong(named.group(1)) + skipped : line),
                e);
    }
}
