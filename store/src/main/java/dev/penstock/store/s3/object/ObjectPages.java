package dev.penstock.store.s3.object;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Lists objects in the order of their keys, holding one page of them in memory. */
final class ObjectPages implements Iterator<StoredObject> {
    private final ObjectListing listing;
    private final String prefix;
    private final @Nullable String after;
    private @Nullable ListObjectsV2Response page;
    private @Nullable Iterator<S3Object> rest;

    ObjectPages(ObjectListing listing, String prefix, @Nullable String after) {
        this.listing = listing;
        this.prefix = prefix;
        this.after = after;
    }

    @Override
    public boolean hasNext() {
        Iterator<S3Object> current = rest;
        while (current == null || (!current.hasNext() && page != null && page.nextContinuationToken() != null)) {
            try {
                page = listing.page(prefix, after, page == null ? null : page.nextContinuationToken());
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
            current = page.contents().iterator();
            rest = current;
        }
        return current.hasNext();
    }

    @Override
    public StoredObject next() {
        if (!hasNext() || rest == null) {
            throw new NoSuchElementException();
        }
        return listing.stored(rest.next());
    }
}
