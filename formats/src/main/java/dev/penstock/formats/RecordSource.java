package dev.penstock.formats;

import dev.penstock.store.line.TextLine;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The texts of which each is one request: the lines of a file, or the elements of a JSON document. */
interface RecordSource extends Closeable {
    /**
     * Reads the next text that is not blank; null at the end.
     *
     * @throws IOException when the rest cannot be cut into texts
     */
    @Nullable
    TextLine next() throws IOException;

    /** Returns where the last text begins; empty if its number says it. */
    default Optional<String> place() {
        return Optional.empty();
    }
}
