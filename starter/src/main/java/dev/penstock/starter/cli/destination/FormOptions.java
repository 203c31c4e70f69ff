package dev.penstock.starter.cli.destination;

import dev.penstock.formats.output.TableFormat;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.starter.table.FieldColumns;
import dev.penstock.starter.table.ResultColumn;
import dev.penstock.starter.table.TableWishes;
import dev.penstock.store.input.PackedName;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say in which form results are written. */
public final class FormOptions {
    private static final String LINES = "jsonl";
    /** Endings of files that are never lines of JSON, so that who writes one means something else. */
    private static final Set<String> OTHER_FORMATS = Set.of(
            "xls", "xlsm", "xlsb", "ods", "numbers", "arrow", "feather", "avro", "orc", "sqlite", "db", "duckdb", "bz2",
            "xz", "zip", "7z", "lz4", "br", "tar", "tgz", "html", "xml", "yaml", "yml", "pdf");

    private static final String NAMES = LINES + ", "
            + Arrays.stream(TableFormat.values()).map(TableFormat::toString).collect(Collectors.joining(", "));

    @Option(
            names = "--output-format",
            paramLabel = "FORMAT",
            description =
                    "jsonl (result lines), or a table with a row for each of the input: csv, tsv, ndjson, parquet,"
                            + " xlsx; by default what the name after -o says.")
    @Nullable
    String format;

    @Option(names = "--flat", description = "Write .jsonl like .ndjson: a table with an object a row.")
    boolean flat;

    @Option(
            names = "--columns",
            paramLabel = "NAMES",
            split = ",",
            description =
                    "What a table has beside the columns of the input, in order: answer, error, finish_reason, model,"
                            + " input_tokens, output_tokens, cost_usd, attempts (all of these by default), custom_id,"
                            + " latency_ms. Columns of fields (--explode) come in addition.")
    @Nullable
    List<String> columns;

    @Option(
            names = "--answer-column",
            paramLabel = "NAME",
            description = "The name of a table's column with the answers; answer by default.")
    @Nullable
    String answer;

    @Option(
            names = "--explode",
            negatable = true,
            description =
                    "Make a column of each field of answers that are JSON objects, beside the answer itself; by default"
                            + " where JSON was asked for: --schema, --response-format json, or a last stage with expects: json.")
    @Nullable
    Boolean explode;

    @Option(
            names = "--exact",
            description =
                    "Write answers to CSV as they are; by default an apostrophe stands before one that a spreadsheet"
                            + " would take for a formula.")
    boolean exact;

    /**
     * Returns the form of results that go to a file of this name.
     *
     * @param name {@code -} for standard output
     * @throws UserError if there is no such form, or an option has no meaning in it
     */
    public ResultForm of(String name, Consumer<String> say) {
        ResultPacking packing = ResultPacking.of(name);
        TableFormat table = table(PackedName.plain(name));
        if (table == null && (columns != null || answer != null || explode != null || exact)) {
            throw new UserError(
                    ("%s is for tables, and the results are lines in OpenAI's format here; name a file such as"
                                    + " out.csv with -o, or a format with --output-format (%s)")
                            .formatted(tableOption(), NAMES));
        }
        return new ResultForm(table, packing, wishes(), say);
    }

    /** Returns the ending of the name of a file of results that the user has not named. */
    public String ending() {
        return format == null ? LINES : format.toLowerCase(Locale.ROOT);
    }

    private @Nullable TableFormat table(String name) {
        if (format != null && !format.equalsIgnoreCase(LINES)) {
            TableFormat wanted = named(format);
            if (wanted == null) {
                throw new UserError("there is no output format '%s'; there are %s".formatted(format, NAMES));
            }
            return wanted;
        }
        String ending = ending(name);
        if (format == null && OTHER_FORMATS.contains(ending.toLowerCase(Locale.ROOT))) {
            throw new UserError(
                    "%s: there is no output format '%s'; name the file .jsonl, .csv, .tsv, .ndjson, .parquet or .xlsx, also with .gz or .zst"
                            .formatted(name, ending));
        }
        TableFormat meant = format == null ? named(ending) : null;
        return meant == null && flat ? TableFormat.NDJSON : meant;
    }

    /** Returns what stands behind the last dot of a file's name; empty if it has none. */
    private static String ending(String name) {
        String file = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf(File.separatorChar)) + 1);
        int dot = file.lastIndexOf('.');
        return dot < 0 ? "" : file.substring(dot + 1);
    }

    private static @Nullable TableFormat named(String name) {
        return Arrays.stream(TableFormat.values())
                .filter(format -> format.toString().equalsIgnoreCase(name))
                .findFirst()
                .orElse(null);
    }

    private String tableOption() {
        if (columns != null || answer != null) {
            return columns != null ? "--columns" : "--answer-column";
        }
        return explode == null ? "--exact" : explode ? "--explode" : "--no-explode";
    }

    private TableWishes wishes() {
        List<ResultColumn> wanted = new ArrayList<>();
        for (String name : columns == null ? List.<String>of() : columns) {
            wanted.add(column(name.strip()));
        }
        if (answer != null && answer.isBlank()) {
            throw new UserError("--answer-column needs a name");
        }
        return new TableWishes(
                columns == null
                        ? ResultColumn.USUAL
                        : wanted.stream().distinct().toList(),
                answer == null ? ResultColumn.ANSWER.toString() : answer,
                explode == null ? FieldColumns.OF_JSON_BATCHES : explode ? FieldColumns.ALWAYS : FieldColumns.NEVER,
                !exact);
    }

    private static ResultColumn column(String name) {
        return Arrays.stream(ResultColumn.values())
                .filter(column -> column.toString().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() ->
                        new UserError("--columns has no '%s'; there are %s (the input's own are always there)"
                                .formatted(
                                        name,
                                        Arrays.stream(ResultColumn.values())
                                                .map(ResultColumn::toString)
                                                .collect(Collectors.joining(", ")))));
    }
}
