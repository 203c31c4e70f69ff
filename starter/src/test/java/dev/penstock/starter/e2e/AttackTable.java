package dev.penstock.starter.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes down what each attack did, as a table in {@code target/attacks.md}, which {@code make attacks} prints. */
final class AttackTable {
    private static final Path FILE = Path.of("target", "attacks.md");
    private static final String HEAD = """
            | attack | most heap, of 512 MiB | most memory of the process | longest wait of others | of an idle server meanwhile | requests of others |
            |---|---|---|---|---|---|
            """;

    private AttackTable() {}

    static synchronized void add(String attack, MemoryPeak memory, ComparedWaits waits) {
        String row = "| %s | %s | %s | %s | %s | %d |%n"
                .formatted(
                        attack,
                        mebibytes(memory.heap()),
                        mebibytes(memory.resident()),
                        ComparedWaits.longest(waits.attacked()),
                        ComparedWaits.longest(waits.idle()),
                        waits.attacked().size());
        try {
            if (!Files.exists(FILE)) {
                Files.writeString(FILE, HEAD);
            }
            Files.writeString(FILE, row, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String mebibytes(long size) {
        return size == 0 ? "not seen" : size + " MiB";
    }
}
