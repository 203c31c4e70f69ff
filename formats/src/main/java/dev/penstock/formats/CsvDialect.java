package dev.penstock.formats;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * How a table is written as text, found from its first lines.
 *
 * @param quote the character around values: {@code "}, or {@code '} where the header has it
 * @param escape the character before a quote within quotes; null where a quote is written twice, as RFC 4180 says
 * @param skipped the lines before the header: 1 for a line {@code sep=;}, which Excel writes
 */
record CsvDialect(char delimiter, char quote, @Nullable Character escape, int skipped) {
    private static final Pattern SEPARATOR_LINE =
            Pattern.compile("\\A\"?sep=([^\r\n\"'])\"?\\r?\\n", Pattern.CASE_INSENSITIVE);

    private static final char[] DELIMITERS = {',', ';', '\t', '|'};
    private static final int RECORDS = 200;
    /** Half of the rows. */
    private static final int LEAST_FIT = 500;

    private static final int MOST_COLUMNS = 2_000;

    /**
     * Finds the dialect of a table.
     *
     * @param head the first lines of the table
     * @param usual the delimiter by the file's name, which is kept unless another fits better
     */
    static CsvDialect of(String head, char usual) {
        Matcher separator = SEPARATOR_LINE.matcher(head);
        if (separator.find()) {
            char delimiter = separator.group(1).charAt(0);
            return quoted(head.substring(separator.end()), new CsvDialect(delimiter, '"', null, 1));
        }
        CsvDialect best = new CsvDialect(usual, '"', null, 0);
        // A header of one column may have another delimiter in its words: Question (yes|no).
        int toBeat = Math.max(best.fit(head), LEAST_FIT - 1);
        for (char delimiter : DELIMITERS) {
            CsvDialect other = new CsvDialect(delimiter, '"', null, 0);
            int fit = delimiter == usual ? 0 : other.fit(head);
            if (fit > toBeat) {
                best = other;
                toBeat = fit;
            }
        }
        return quoted(head, best);
    }

    /** Returns the same dialect with other quotes, if the table cannot be read with the usual ones. */
    private static CsvDialect quoted(String head, CsvDialect found) {
        CsvDialect single = new CsvDialect(found.delimiter, '\'', null, found.skipped);
        String header = head.lines().findFirst().orElse("");
        // Possessive, because the stack of other groups grows with the columns.
        if (header.matches("'[^']*'(?:" + Pattern.quote(String.valueOf(found.delimiter)) + "'[^']*')*+")
                && single.fit(head) >= found.fit(head)) {
            return single;
        }
        CsvDialect escaped = new CsvDialect(found.delimiter, '"', '\\', found.skipped);
        return head.contains("\\\"") && !found.isReadable(head) && escaped.isReadable(head) ? escaped : found;
    }

    CSVFormat format() {
        return CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter)
                .setQuote(quote)
                .setEscape(escape)
                .setIgnoreEmptyLines(false) // so that each record begins on the line after the previous record's end
                .get();
    }

    /** Returns the column names in the first lines of a table; empty if they cannot be read. */
    List<String> header(String head) {
        List<List<String>> records = new ArrayList<>();
        read(head, records);
        return records.isEmpty() ? List.of() : records.getFirst();
    }

    /** Returns whether the first lines are a table: several columns, and as many values in nearly each row. */
    boolean isTable(String head) {
        return fit(head) >= 900;
    }

    /** Returns how well the first lines fit: 0 for one column, else the rows of 1,000 that have as many values as the header; a header alone may fit. */
    private int fit(String head) {
        List<List<String>> records = new ArrayList<>();
        read(head, records);
        int columns = records.isEmpty() ? 0 : records.getFirst().size();
        if (columns < 2 || columns > MOST_COLUMNS) {
            return 0;
        }
        List<List<String>> rows = records.subList(1, records.size()).stream()
                .filter(row -> row.size() > 1 || !row.getFirst().isBlank())
                .toList();
        long fitting = rows.stream().filter(row -> row.size() == columns).count();
        return rows.isEmpty() ? LEAST_FIT : Math.toIntExact(1_000 * fitting / rows.size());
    }

    private boolean isReadable(String head) {
        return read(head, new ArrayList<>());
    }

    /** Reads some records; returns whether all of them can be read, the last one aside, which may be cut off. */
    private boolean read(String head, List<List<String>> records) {
        try (CSVParser parser = CSVParser.builder()
                .setReader(new java.io.StringReader(head))
                .setFormat(format())
                .get()) {
            for (CSVRecord each : parser) {
                records.add(each.toList());
                if (records.size() > RECORDS) {
                    return true;
                }
            }
            return true;
        } catch (UncheckedIOException | IOException | IllegalStateException e) {
            return String.valueOf(e.getMessage()).contains("EOF");
        }
    }
}
