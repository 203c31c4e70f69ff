package dev.penstock.activities.providerbatch;

import dev.penstock.providers.AnswerLimits;
import dev.penstock.store.line.LineReader;
import dev.penstock.store.line.TextLine;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** Reads the lines of a provider's file of results, and ends when the activity is cancelled. */
record ResultLines(ActivityHeartbeat heart) {
    private static final int BETWEEN_CHECKS = 100;

    /**
     * Reads a file and returns how many lines it has.
     *
     * @param tooLong receives the custom ids of lines that are too long to be read
     */
    int read(InputStream in, Consumer<ProviderLine> take, Consumer<String> tooLong) throws IOException {
        LineReader lines = new LineReader(in, AnswerLimits.ANSWER_BYTES);
        int count = 0;
        for (TextLine line = lines.next(); line != null; line = lines.next()) {
            if (line.isTooLong()) {
                tooLong.accept(ProviderLine.customId(line.text()));
            } else if (!line.isBlank()) {
                take.accept(ProviderLine.read(line.text()));
            }
            if (++count % BETWEEN_CHECKS == 0) {
                heart.check();
            }
        }
        return count;
    }
}
