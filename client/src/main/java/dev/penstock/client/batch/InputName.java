package dev.penstock.client.batch;

import dev.penstock.store.input.InputFiles;
import dev.penstock.store.input.PackedName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** Derives the names of a batch's output files from the name of its input. */
public final class InputName {
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+://.*", Pattern.DOTALL);

    private InputName() {}

    /** Returns whether an input is named by an address, such as {@code https://host/in.csv}, and not as a file. */
    public static boolean isAddress(String input) {
        return ADDRESS.matcher(input).matches();
    }

    /** Returns a file's name without extensions: {@code reviews} for {@code reviews.jsonl} and {@code reviews.csv.gz}. */
    public static String stem(String file) {
        String plain = PackedName.plain(file);
        int dot = plain.lastIndexOf('.');
        return dot > 0 ? plain.substring(0, dot) : plain;
    }

    /** Returns the ending of a file's name, {@code .gz} included, as in {@code .csv.gz}; empty for a name without one. */
    public static String ending(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        return name.substring(stem(name).length());
    }

    /** Returns the format that a file's name alone decides: csv, tsv or text; empty where the content decides. */
    static String format(String file) {
        String name = PackedName.plain(file.toLowerCase(Locale.ROOT));
        return name.endsWith(".txt") ? "text" : name.endsWith(".csv") ? "csv" : name.endsWith(".tsv") ? "tsv" : "";
    }

    /**
     * Returns the result file beside an input: {@code reviews.results.jsonl} for {@code reviews.jsonl}. For a pattern it
     * is in the working folder, with the name of the folder of its files.
     *
     * @param ending the ending of the result file's name, such as {@code jsonl}
     */
    public static Path results(Path input, String ending) {
        if (InputFiles.areSeveral(input) && !Files.isDirectory(input)) {
            Path folder = InputFiles.base(input).getFileName();
            return Path.of((folder == null ? "input" : folder) + ".results." + ending)
                    .toAbsolutePath();
        }
        return input.resolveSibling(stem(String.valueOf(input.getFileName())) + ".results." + ending);
    }

    /** Returns the error file beside a result file or input: {@code reviews.errors.jsonl} for {@code reviews.results.jsonl}. */
    public static Path errors(Path results) {
        String stem = stem(String.valueOf(results.getFileName()));
        String plain = stem.endsWith(".results") ? stem.substring(0, stem.length() - ".results".length()) : stem;
        return results.resolveSibling(plain + ".errors.jsonl");
    }
}
