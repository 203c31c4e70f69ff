package dev.penstock.client.batch;

import java.nio.file.Path;

/** The names of a batch's files beside its input. */
public final class InputName {
    private InputName() {}

    /** {@code reviews} for {@code reviews.jsonl} and {@code reviews.csv.gz}. */
    public static String stem(String file) {
        String plain = file.endsWith(".gz") ? file.substring(0, file.length() - 3) : file;
        int dot = plain.lastIndexOf('.');
        return dot > 0 ? plain.substring(0, dot) : plain;
    }

    /** {@code reviews.results.jsonl} for {@code reviews.jsonl}. */
    public static Path results(Path input) {
        return input.resolveSibling(stem(String.valueOf(input.getFileName())) + ".results.jsonl");
    }

    /** {@code reviews.errors.jsonl} for {@code reviews.results.jsonl} or {@code reviews.jsonl}. */
    public static Path errors(Path results) {
        String stem = stem(String.valueOf(results.getFileName()));
        String plain = stem.endsWith(".results") ? stem.substring(0, stem.length() - ".results".length()) : stem;
        return results.resolveSibling(plain + ".errors.jsonl");
    }
}
