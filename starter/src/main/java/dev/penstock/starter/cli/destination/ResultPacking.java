package dev.penstock.starter.cli.destination;

import java.util.Locale;

/** How a file of results is compressed, which its name says. */
enum ResultPacking {
    NONE(""),
    GZIP(".gz"),
    ZSTD(".zst");

    private final String ending;

    ResultPacking(String ending) {
        this.ending = ending;
    }

    /** Returns the packing that the name of a file says. */
    static ResultPacking of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(GZIP.ending) ? GZIP : lower.endsWith(ZSTD.ending) ? ZSTD : NONE;
    }

    /** Returns the name without the ending that says the packing. */
    String unpacked(String name) {
        return name.substring(0, name.length() - ending.length());
    }
}
