package dev.penstock.formats;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVException;

/** What the CSV parser cannot go on from, in words for whoever wrote the file. */
final class CsvErrorMessage {
    private static final Pattern LINE = Pattern.compile("line:? (\\d+)");

    private CsvErrorMessage() {}

    /**
     * @param line where the values begin that could not be read
     */
    static IOException told(IOException e, long line) {
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
