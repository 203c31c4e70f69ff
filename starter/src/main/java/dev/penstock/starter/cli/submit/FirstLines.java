package dev.penstock.starter.cli.submit;

import dev.penstock.formats.InputLine;
import dev.penstock.formats.InputLine.Readable;
import dev.penstock.formats.InputReader;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads the first lines of an input before anything starts, for mistakes that all lines share; planning checks every line. */
final class FirstLines {
    private static final long BYTES = 16 << 20;

    private FirstLines() {}

    /**
     * Reads lines until one of them is found; empty if it is not among the first ones.
     *
     * @param most how many lines are read, as long as they have 16 MiB together
     */
    static Optional<Readable> find(InputReader lines, int most, Predicate<Readable> wanted) throws IOException {
        long bytes = 0;
        for (int read = 0; read < most && bytes < BYTES; read++) {
            InputLine line = lines.next();
            if (line == null) {
                break;
            }
            if (line instanceof Readable request && request.body() != null) {
                if (wanted.test(request)) {
                    return Optional.of(request);
                }
                bytes += request.body().length;
            }
        }
        return Optional.empty();
    }
}
