package dev.penstock.formats;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the lines of an input one by one, holding one in memory at a time. */
public interface InputReader extends Closeable {
    /**
     * Reads the next line that is not blank; null at the end.
     *
     * @throws IOException when the rest of the input is unreadable
     */
    @Nullable
    InputLine next() throws IOException;
}
