package dev.penstock.formats;

import dev.penstock.formats.table.Column;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
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

    /** Sets what is called before reading takes a larger part of the memory than usual; it may wait for others to have read. */
    default void beforeMuchMemory(Runnable call) {}

    /** Returns where the last line stands, as in "b.csv, line 3"; empty if its number says it. */
    default Optional<String> place() {
        return Optional.empty();
    }

    /** Returns whether each line of the file is read for itself, so that some lines can be read alone. */
    default boolean hasLines() {
        return false;
    }

    /** Returns the columns of the line that was read last, as a JSON object; null if it has none beside its custom_id. */
    default byte @Nullable [] row() {
        return null;
    }

    /** Returns the columns that the input declares; none if they show in its lines only. */
    default List<Column> columns() {
        return List.of();
    }

    /** Returns sentences for the user about how the input is read, where that is not what its name says. */
    default List<String> remarks() {
        return List.of();
    }
}
