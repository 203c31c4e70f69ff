package dev.penstock.store.s3;

import dev.penstock.contracts.StoreId;
import dev.penstock.store.s3.object.S3Objects;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The object with a store's id, made once, by the first process that needs it. */
final class StoreIdObject {
    private static final int BYTES = 4;

    private final S3Objects objects;
    private volatile @Nullable StoreId known;

    StoreIdObject(S3Objects objects) {
        this.objects = objects;
    }

    StoreId get() throws IOException {
        StoreId id = known;
        if (id == null) {
            Optional<StoreId> found = find();
            id = found.isPresent() ? found.get() : made();
            known = id;
        }
        return id;
    }

    private Optional<StoreId> find() throws IOException {
        Optional<byte[]> text = objects.read(StoreKeys.ID);
        try {
            return text.map(bytes -> new StoreId(new String(bytes, StandardCharsets.UTF_8).strip()));
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "%s: %s; bring the object back from a copy of the store"
                            .formatted(objects.locate(StoreKeys.ID), e.getMessage()),
                    e);
        }
    }

    private StoreId made() throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        boolean unused = objects.putNew(
                StoreKeys.ID, (HexFormat.of().formatHex(random) + "\n").getBytes(StandardCharsets.UTF_8));
        // Another process may have been first.
        return find().orElseThrow(() ->
                new FileNotFoundException(objects.locate(StoreKeys.ID) + " was written and is not there"));
    }
}
