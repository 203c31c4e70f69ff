package dev.penstock.store;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The store's copies of inputs that can be read only once, which all workers of the store can read. */
public interface InputCopies {
    /**
     * Begins a copy, which has no name before it is published.
     *
     * @throws StoreUnavailableException when the store takes nothing
     */
    Copy begin() throws IOException;

    /** Lists the copies, in no particular order. */
    List<Kept> list() throws IOException;

    /** Deletes a copy, if it exists. */
    void delete(String name) throws IOException;

    /** Returns the URI of a copy. */
    URI locate(String name);

    /** Returns the name of the copy that an input is; empty for other inputs. */
    Optional<String> name(String input);

    /** Returns how many bytes there is room for. */
    long room() throws IOException;

    /** A copy by its name, and the time when it was made. */
    record Kept(String name, Instant at) {}

    /** A copy in progress. */
    abstract class Copy extends OutputStream {
        /** Publishes the copy under a name, which may be there already with the same content. */
        public abstract void publish(String name) throws IOException;

        /** Discards the content unless it was published. */
        @Override
        public abstract void close() throws IOException;
    }
}
