package dev.penstock.starter.cli.submit;

import dev.penstock.store.Store;
import dev.penstock.store.input.KeptInputs;
import java.io.IOException;
import java.nio.file.Path;

/** A command's input, which may have been copied into the store: then the copy is deleted unless a batch was submitted with it. */
record InputCopy(Store store, Path file) implements AutoCloseable {
    @Override
    public void close() throws IOException {
        new KeptInputs(store).drop(file);
    }
}
