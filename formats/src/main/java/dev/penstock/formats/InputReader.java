package dev.penstock.formats;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Goes through an input, holding one line at a time. */
public interface InputReader extends Closeable {
    /**
     * Null at the end; blank lines are passed over.
     *
     * @throws IOException when the rest cannot be read at all
     */
    @Nullable
    InputLine next() throws IOException;
}
