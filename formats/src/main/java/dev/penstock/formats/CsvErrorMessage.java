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
     */
    static IOException explain(IOException e, long line) {
        if (!(e instanceof CSVException)) {
            return e;
        }
        String said = String.valueOf(e.getMessage());
        if (said.contains("EOF reached")) {
            return new IOException("line %d: a quoted value begins here or after and never ends".formatted(line), e);
        }
        Matcher named = LINE.matcher(said);
        return new IOException(
                ("line %s: after a quoted value the next one or the line's end was expected"
                                + " (a quote within quotes is written twice)")
                        .formatted(named.find() ? named.group(1) : line),
                e);
    }
}
