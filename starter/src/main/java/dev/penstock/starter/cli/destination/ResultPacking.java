package dev.penstock.starter.cli.destination;

import dev.penstock.store.input.PackedName;
import java.util.Arrays;

/** How a file of results is compressed, which its name says. */
enum ResultPacking {
    NONE(""),
    GZIP(PackedName.GZIP),
    ZSTD(PackedName.ZSTD);

    private final String ending;

    ResultPacking(String ending) {
        this.ending = ending;
    }

    /** Returns the packing that the name of a file says. */
    static ResultPacking of(String name) {
        String ending = PackedName.ending(name);
        return Arrays.stream(values())
                .filter(packing -> packing.ending.equals(ending))
                .findFirst()
                .orElse(NONE);
    }
}
