package dev.penstock.store.s3.object;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/** An object of the user's, in any bucket that the process's credentials may read or write. */
public record BucketFile(S3Location place) {
    /** Returns its size and time; empty when it does not exist. */
    public Optional<StoredObject> find() throws IOException {
        return objects().find(place.key());
    }

    /** Opens it for reading from its beginning. */
    public InputStream open() throws IOException {
        return objects().open(place.key(), 0).orElseThrow(this::missing);
    }

    /** Opens it for reading anywhere. */
    public SeekableByteChannel channel() throws IOException {
        StoredObject found = find().orElseThrow(this::missing);
        return new ObjectChannel(objects(), place.key(), found.size());
    }

    /** Begins new content, which appears when it is published. */
    public ObjectWriter write() throws IOException {
        return objects().write(place.key());
    }

    /**
     * Tries whether it may be written, without a change to it.
     *
     * @throws dev.penstock.store.StoreUnavailableException if a person has to mend something first
     */
    public void tryWriting() throws IOException {
        objects().access().tryUploading(place.key());
    }

    private FileNotFoundException missing() {
        return new FileNotFoundException("there is no object " + place);
    }

    private S3Objects objects() throws IOException {
        try {
            return new S3Objects(S3Connection.shared(), new S3Location(place.bucket(), ""));
        } catch (NoClassDefFoundError e) {
            throw new IOException("%s needs AWS's library on the class path".formatted(place), e);
        }
    }
}
