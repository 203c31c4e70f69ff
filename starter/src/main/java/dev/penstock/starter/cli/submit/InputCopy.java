package dev.penstock.starter.cli.submit;

import dev.penstock.store.Store;
import dev.penstock.store.input.InputLocation;
import dev.penstock.store.input.KeptInputs;
import java.io.IOException;

/**
 * A command's input, which may have been copied into the store: then the copy is deleted unless a batch was submitted with it,
 * or another command needs it.
 *
 * @param isCopy whether the input is a copy in the store
 */
record InputCopy(Store store, InputLocation input, boolean isCopy) implements AutoCloseable {
    /** Copies an input that can be read only once; other inputs are read where they lie, and the store is left alone. */
    static InputCopy of(InputArgument input, Store store) throws IOException {
        InputLocation resolved = input.resolve(store);
        return new InputCopy(store, resolved, !input.isReadAt(resolved));
    }

    @Override
    public void close() throws IOException {
        if (isCopy) {
            new KeptInputs(store).drop(input.address());
        }
    }
}
