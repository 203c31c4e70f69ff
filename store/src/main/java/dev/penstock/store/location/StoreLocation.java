package dev.penstock.store.location;

import dev.penstock.store.Store;
import dev.penstock.store.file.FileStore;
import dev.penstock.store.s3.S3Store;
import dev.penstock.store.s3.object.S3Location;
import java.net.URI;

/** Opens the store at a URI, {@code file:///var/lib/penstock} or {@code s3://bucket/prefix}. */
public final class StoreLocation {
    /** The library that a Java program needs for a store in a bucket. */
    private static final String LIBRARIES = "software.amazon.awssdk:s3 and software.amazon.awssdk:apache5-client";

    private StoreLocation() {}

    /**
     * Opens a store, without asking whether it is there.
     *
     * @throws IllegalArgumentException for any other URI, with a sentence for the user
     */
    public static Store open(URI root) {
        if (!S3Location.isAddress(root.toString())) {
            return FileStore.at(root);
        }
        try {
            return S3Store.at(root);
        } catch (NoClassDefFoundError e) {
            throw new IllegalArgumentException(
                    "store '%s' needs AWS's library: add %s to the class path".formatted(root, LIBRARIES), e);
        }
    }
}
