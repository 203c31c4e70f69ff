package dev.penstock.starter.cli.submit;

import dev.penstock.store.Store;
import dev.penstock.store.input.KeptInputs;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A command's input, which may have been copied into the store: then the copy is deleted unless a batch was submitted with it,
 * or another command needs it.
 *
 * @param isCopy whether the file is a copy in the store
 */
record InputCopy(Store store, Path file, boolean isCopy) implements AutoCloseable {
    /** Copies an input that can be read only once; other inputs are read where they lie, and the store is left alone. */
    static InputCopy of(InputArgument input, Store store) throws IOException {
        Path file = input.resolve(store);
        return new InputCopy(store, file, !input.isReadAt(file));
    }

    @Override
    public void close() throws IOException {
        if (isCopy) {
            new KeptInputs(store).drop(file);
        }
    }
}
