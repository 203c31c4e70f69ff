package dev.penstock.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Small documents beside the batches, in folders, each written as a whole; who may read the store may read them. */
public interface DocumentStore {
    /** Of what is in the folder, in no particular order. */
    List<String> names(String folder) throws IOException;

    /** Empty when there is none. */
    Optional<byte[]> read(String folder, String name) throws IOException;

    /** Durable on return; in place of what was there. */
    void write(String folder, String name, byte[] content) throws IOException;

    /** @return whether it was there */
    boolean delete(String folder, String name) throws IOException;
}
