package dev.penstock.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Keeps small documents beside the batches, in folders, each written as a whole; all readers of the store can read them. */
public interface DocumentStore {
    /** Lists the names of a folder's documents, in no particular order. */
    List<String> names(String folder) throws IOException;

    /** Reads a document; empty when it does not exist. */
    Optional<byte[]> read(String folder, String name) throws IOException;

    /** Writes a document, replacing an earlier one; durable on return. */
    void write(String folder, String name, byte[] content) throws IOException;

    /**
     * Begins a new document that grows.
     *
     * @throws StoreUnavailableException when the disk is full, read-only or gone; the document's {@code append} throws it, too
     */
    GrowingDocument grow(String folder, String name) throws IOException;

    /** Deletes a document and tells whether it existed. */
    boolean delete(String folder, String name) throws IOException;
}
