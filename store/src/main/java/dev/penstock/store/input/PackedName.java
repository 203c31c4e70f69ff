package dev.penstock.store.input;

import java.util.List;
import java.util.Locale;

/** The names of compressed files, in letters of any case. */
public final class PackedName {
    public static final String GZIP = ".gz";
    public static final String ZSTD = ".zst";

    private PackedName() {}

    /** Returns a file's name without the ending of a compressed file: {@code reviews.csv} for {@code reviews.csv.gz}. */
    public static String plain(String name) {
        return name.substring(0, name.length() - ending(name).length());
    }

    /** Returns the ending of a compressed file's name in lower case, such as {@code .gz}; empty for another name. */
    public static String ending(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return List.of(GZIP, ZSTD).stream().filter(lower::endsWith).findFirst().orElse("");
    }
}
